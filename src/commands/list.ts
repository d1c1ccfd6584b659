import { string as argument } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { Described } from './described';

export default class List extends Described {
  static override summary = 'List profiles with account, role, region, and source';
  static override usage = 'list [FILTER...] [--tree | --json]';
  static override group = 'Everyday';
  static override handler = 'explain/list/list#list';
  static override examples = ['assume list', 'assume list pay prod', 'assume list --tree', 'assume list --json'];
  static override args = {
    filter: argument({
      description: 'Parts of a name, account, role, region, or description; all of them must match',
      ignoreStdin: true,
      multiple: true,
    }),
  };
  static override flags = {
    json: boolean({ summary: 'Print JSON, with the file and line of each profile', exclusive: ['tree'] }),
    tree: boolean({ summary: 'Show which profile assumes which role' }),
  };
}
