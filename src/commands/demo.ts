import { string as argument } from '@oclif/core/args';
import { DEMO_SHELLS } from '../demo/demoShells';
import { Described } from './described';

export default class Demo extends Described {
  static override summary = 'Try assume in a sandbox; no AWS account needed';
  static override description =
    'Opens a shell with sample profiles and its own STS. Your files are neither read nor changed.';
  static override group = 'Get started';
  static override handler = 'demo/openDemo#demo';
  static override examples = ['assume demo', 'assume demo fish'];
  static override args = {
    shell: argument({
      description: 'Shell to open; by default, yours',
      options: DEMO_SHELLS.map(({ name }) => name),
      ignoreStdin: true,
    }),
  };
}
