import { string as argument } from '@oclif/core/args';
import { CREDENTIAL_FLAGS, Described, PICKER_FLAGS, QUIET_FLAG } from './described';

export default class Use extends Described {
  static override summary = 'Switch this shell to a profile';
  static override description =
    'The same as `assume PROFILE`; also for a profile named like a command. `-` switches to the previous profile. On a terminal, without PROFILE or with a part of a name, account number, account name, or role, you choose from a list.';
  static override usage = 'use [PROFILE] [-r REGION] [-t CODE]';
  static override group = 'Everyday';
  static override handler = 'assume#use';
  static override examples = [
    'assume prod',
    'assume',
    'assume pay',
    'assume prod --mfa-token 123456',
    'assume use list',
    'assume -',
  ];
  static override args = {
    profile: argument({ description: 'Profile name', ignoreStdin: true }),
  };
  static override flags = { ...CREDENTIAL_FLAGS, ...QUIET_FLAG, ...PICKER_FLAGS };
}
