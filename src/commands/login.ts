import { string as argument } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { Described, PICKER_FLAGS } from './described';

export default class Login extends Described {
  static override summary = 'Sign in to IAM Identity Center';
  static override description =
    'The sign-in serves every profile of the same sso-session, and the AWS CLI and SDKs too.';
  static override group = 'Everyday';
  static override handler = 'accounts/login#login';
  static override examples = ['assume login', 'assume login prod', 'assume login prod --device'];
  static override args = {
    profile: argument({ description: 'Profile name', ignoreStdin: true }),
  };
  static override flags = {
    ...PICKER_FLAGS,
    device: boolean({ summary: 'Show a code to confirm in a browser on any device' }),
  };
}
