import { string as argument } from '@oclif/core/args';
import { Described } from './described';

export default class HelpCommand extends Described {
  static override summary = 'Show help for assume, or for a command';
  static override usage = 'help [COMMAND]';
  static override group = 'Set-up';
  static override handler = 'entry/oclif#help';
  static override examples = ['assume help', 'assume help exec'];
  static override args = {
    command: argument({ description: 'Command', ignoreStdin: true }),
    subcommand: argument({ description: 'Its subcommand', ignoreStdin: true }),
  };
}
