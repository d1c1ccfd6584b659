import { string as argument } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { realWorld } from '../context';
import { misuse } from '../errors';
import { initScript } from '../install/initScript';
import { type Done, install, uninstall } from '../install/install';
import { installHints } from '../install/installHints';
import { parentShell } from '../install/parentShell';
import { homeFolder } from '../platform/home';
import { findShell, SHELL_NAMES, SHELLS, type Shell } from '../shells/table';
import { isTerminal } from '../terminal/color';
import { notify, write } from '../terminal/output';
import { printHints } from '../terminal/report';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** Every word that names a shell. */
const NAMES = SHELLS.flatMap(({ name, aliases }) => [name, ...aliases]);

/** The shell that is named, else the one around us. @throws AssumeError (exit 2) if there is none */
async function shellOf(name: string | undefined): Promise<Shell> {
  const shell = name === undefined ? await parentShell() : findShell(name);
  if (shell) return shell;
  throw misuse(`Which shell? None was named; there are ${SHELL_NAMES.join(', ')}.`, [
    'assume init --help',
    'shows what it takes',
  ]);
}

const short = (path: string) => {
  const home = homeFolder(realWorld.env);
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
};
const listed = (paths: readonly string[], between = ', ') => paths.map(short).join(between);

function installedLines({ wiring, changed }: Done): string[] {
  const { shell, script, source, wired } = wiring;
  const how = wired.length === 0 ? '' : `, by a line in ${listed(wired, ' and ')}`;
  if (changed.length === 0) return [`${shell.name} reads ${short(script)} already${how}: there is nothing to do.`];
  const cleaned = changed.filter((path) => path !== script && !wired.includes(path));
  return [
    `${shell.name} reads ${short(script)} from now on${how}.`,
    ...(cleaned.length === 0 ? [] : [`What was appended by hand is taken out of ${listed(cleaned)}.`]),
    `Open a new shell${source === undefined ? '' : `, or type here: ${source} ${quoteForDisplay(script)}`}`,
  ];
}

const removedLine = ({ wiring, changed }: Done) =>
  changed.length === 0
    ? `There was nothing of ours in the files of ${wiring.shell.name}.`
    : `Taken out of ${listed(changed)}. Shells that are open keep the function until they end.`;

export default class Init extends Command {
  static override summary = 'Install the function for a shell, or print it';
  static override description = [
    'Without a shell: says which one this is, and how to install the function there.',
    'With one: prints the function. Append it to the file that the shell reads when it starts; doing so twice does no harm.',
    'With --install: does it for you. The function goes into a file of its own, which later versions renew, and one line that reads it into the file that the shell reads.',
  ].join('\n\n');
  static override examples = ['assume init', 'assume init zsh --install', ...SHELLS.map(({ install: line }) => line)];
  static override args = {
    shell: argument({ description: 'Name of the shell', options: NAMES, ignoreStdin: true }),
  };
  static override flags = {
    install: boolean({
      summary: 'Install it where the shell reads it; this shell, if none is named',
      exclusive: ['uninstall'],
    }),
    'auto-renew': boolean({ summary: 'Renew expired credentials before a command, where that needs nobody' }),
    uninstall: boolean({ summary: 'Take out again what was installed, or appended by hand' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const shell = await shellOf(args.shell);
    if (flags.uninstall) return notify(removedLine(await uninstall(shell, realWorld.env)));
    const script = (had: boolean) => initScript(this.config.root, shell, { autoRenew: had || flags['auto-renew'] });
    if (flags.install) {
      for (const line of installedLines(await install(shell, script, realWorld.env))) notify(line);
      return;
    }
    // Nothing on stdout: `assume init >> ~/.zshrc` is a mistake.
    if (args.shell === undefined) return this.explain(shell);
    write(1, script(false));
    const renewing = flags['auto-renew'] ? ' --auto-renew' : '';
    if (await isTerminal(1)) notify(`To install it: assume init ${shell.name} --install${renewing}`);
  }

  private async explain(shell: Shell): Promise<void> {
    notify(`This is ${shell.name}. To install the function here, type:`);
    await printHints(installHints(shell), realWorld.env);
  }
}
