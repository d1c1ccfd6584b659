import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { DEMO_SHELLS } from '../demo/demoShells';
import { AssumeError, EXIT } from '../errors';

import { isTerminal } from '../terminal/colour';

export default class Demo extends Command {
  static override summary = 'Try everything in a shell of its own, with no AWS account';
  static override description = 'Your own files are neither read nor changed.';
  static override examples = ['assume demo', 'assume demo fish'];
  static override args = {
    shell: argument({
      description: 'The shell to open; yours, if none is named',
      options: DEMO_SHELLS.map(({ name }) => name),
      ignoreStdin: true,
    }),
  };

  override async run(): Promise<void> {
    const { args } = await this.parse(Demo);
    if (!(await isTerminal(0)) || !(await isTerminal(1))) {
      throw new AssumeError('The demo opens a shell for a person, and there is no terminal here.', {
        exitCode: EXIT.interaction,
        hints: [['assume demo', 'in a terminal opens it']],
      });
    }
    const { openDemo } = await import('../demo/openDemo');
    await openDemo(this.config.root, args.shell, process.env);
  }
}
