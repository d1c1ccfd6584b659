import { string as argument } from '@oclif/core/args';
import { findDemoShell } from '../demo/demoShells';
import { SHELLS } from '../shells/table';
import { Described } from './described';

/** Every word that names a shell which the demo can open. */
const NAMES = SHELLS.filter(({ name }) => findDemoShell(name)).flatMap(({ name, aliases }) => [name, ...aliases]);

export default class Demo extends Described {
  static override summary = 'Try assume in a sandbox; no AWS account needed';
  static override description =
    'Opens a shell with sample profiles, its own STS, and its own home folder. Your files are neither read nor changed.';
  static override group = 'Get started';
  static override handler = 'demo/openDemo#demo';
  static override examples = ['assume demo', 'assume demo fish'];
  static override args = {
    shell: argument({
      description: 'Shell to open; by default, the one you are in',
      options: NAMES,
      ignoreStdin: true,
    }),
  };
}
