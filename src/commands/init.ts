import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { findShell, SHELLS } from '../shells/table';
import { isTerminal } from '../terminal/colour';
import { write } from '../terminal/output';

/** Every word that names a shell. */
const NAMES = SHELLS.flatMap(({ name, aliases }) => [name, ...aliases]);

export default class Init extends Command {
  static override summary = 'Print the function for a shell';
  static override description =
    'Append it to the file that the shell reads when it starts. Doing so twice does no harm.';
  static override examples = SHELLS.map(({ install }) => install);
  static override args = {
    shell: argument({ description: 'Name of the shell', options: NAMES, required: true, ignoreStdin: true }),
  };

  override async run(): Promise<void> {
    const { args } = await this.parse(Init);
    const shell = findShell(args.shell);
    if (!shell) return;
    write(1, readFileSync(join(this.config.root, 'shell', shell.script), 'utf8'));
    if (await isTerminal(1)) write(2, `To install it: ${shell.install}\n`);
  }
}
