import { boolean } from '@oclif/core/flags';
import { Described } from './described';

export default class List extends Described {
  static override summary = 'List profiles with account, role, region, MFA and source';
  static override group = 'Everyday';
  static override handler = 'explain/list#list';
  static override examples = ['assume list', 'assume list --json'];
  static override flags = {
    json: boolean({ summary: 'Print JSON, with the file and line of each profile' }),
  };
}
