import { boolean } from '@oclif/core/flags';
import { Described } from './described';

export default class Status extends Described {
  static override summary = 'Show who you are in this shell, and for how long';
  static override description = [
    'Reads the environment: profile, account, role, region, endpoints, time left, what `assume off` restores, and what is used',
    'instead. Sends nothing without --verify. Exits with 1 if the credentials have expired, or are not from assume.',
  ].join(' ');
  static override group = 'Everyday';
  static override handler = 'status/status#status';
  static override aliases = ['whoami'];
  static override examples = ['assume status', 'assume status --json', 'assume status --verify'];
  static override flags = {
    json: boolean({ summary: 'Print JSON' }),
    verify: boolean({ summary: 'Ask STS, and compare with the profile' }),
  };
}
