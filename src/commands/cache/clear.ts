import { string as argument } from '@oclif/core/args';
import { Described } from '../described';

export default class CacheClear extends Described {
  static override summary = 'Remove cached credentials';
  static override group = 'Set-up';
  static override handler = 'cache/cacheCommands#cacheClear';
  static override examples = ['assume cache clear', 'assume cache clear prod'];
  static override args = {
    profile: argument({ description: 'Remove only what belongs to this profile', ignoreStdin: true }),
  };
}
