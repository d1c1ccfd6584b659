import { string as argument } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { SHELLS } from '../shells/table';
import { Described } from './described';

/** Every word that names a shell. */
const NAMES = SHELLS.flatMap(({ name, aliases }) => [name, ...aliases]);

export default class Init extends Described {
  static override summary = 'Install the shell integration, or print it';
  static override group = 'Get started';
  static override handler = 'install/init#init';
  static override description = [
    'Without SHELL: says which shell this is, and how to install the integration there.',
    'With SHELL: prints the integration. Append it to an rc file; doing so twice does no harm.',
    'With --install: writes it to its own file, which later versions upgrade, and adds one line that loads it to the rc file.',
  ].join('\n\n');
  static override examples = ['assume init', 'assume init zsh --install', ...SHELLS.map(({ install: line }) => line)];
  static override args = {
    shell: argument({ description: 'Shell name', options: NAMES, ignoreStdin: true }),
  };
  static override flags = {
    install: boolean({ summary: 'Install it for SHELL, or for this shell', exclusive: ['uninstall'] }),
    'auto-renew': boolean({ summary: 'Renew expired credentials when no prompt is needed' }),
    prompt: boolean({ summary: 'Show the profile in the prompt' }),
    uninstall: boolean({ summary: 'Remove it, including pasted copies' }),
  };
}
