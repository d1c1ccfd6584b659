import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { scriptText } from '../script';
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

  static override flags = {
    'auto-renew': boolean({ summary: 'Renew expired credentials before a command, where that needs nobody' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const shell = findShell(args.shell);
    if (!shell) return;
    const autoRenew = flags['auto-renew'];
    write(1, scriptText(this.config.root, shell, { autoRenew }));
    const install = autoRenew ? shell.install.replace(shell.name, '$& --auto-renew') : shell.install;
    if (await isTerminal(1)) write(2, `To install it: ${install}\n`);
  }
}
