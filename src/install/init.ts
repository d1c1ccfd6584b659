import type { Context } from '../context';
import { misuse } from '../errors';
import { DONE, type Handler } from '../outcome';
import type { Env } from '../platform/env';
import { shortenHome } from '../platform/env';
import { isTerminal } from '../platform/tty';
import { readProfiles } from '../profiles/read';
import { parentShell } from '../shells/parentShell';
import { findShell, SHELL_NAMES, type Shell } from '../shells/table';
import { colors } from '../terminal/output';
import { hintLines } from '../terminal/report';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { initScript, type ScriptOptions } from './initScript';
import { type Done, install, uninstall } from './install';
import { installHints } from './installHints';
import { remainingLines } from './remaining';

/** What `assume init` does; by default it prints the script, or says how to install it. */
export interface InitOptions extends ScriptOptions {
  readonly install?: boolean;
  readonly uninstall?: boolean;
}

/** `one line to ~/.zshrc`, `one line each in ~/.bashrc and ~/.profile`. */
const oneLine = (preposition: 'in' | 'to', paths: readonly string[]) =>
  `one line ${paths.length > 1 ? 'each ' : ''}${preposition} ${paths.join(' and ')}`;

/** The command that loads the script into an open shell; a path in quotes stays absolute, since `~` isn't expanded there. */
function sourceLine({ sourceCommand, script }: Done['rcTargets'], env: Env): string | undefined {
  const word = quoteForDisplay(script);
  return sourceCommand && `${sourceCommand} ${word === script ? shortenHome(script, env) : word}`;
}

/** Where the text is that was in a file before. */
const backupLines = ({ backups }: Done) => backups.map((path) => `The earlier version is in ${path}.`);

function installedLines(done: Done, env: Env): string[] {
  const { rcTargets, changed } = done;
  const { shell, script, targets } = rcTargets;
  const shorten = (text: string) => shortenHome(text, env);
  const added = targets.filter((path) => changed.includes(path));
  const cleaned = changed.filter((path) => path !== script && !targets.includes(path));
  const cleanup = [
    ...(cleaned.length > 0 ? [`Also removed assume from ${cleaned.join(', ')}.`] : []),
    ...backupLines(done),
  ];
  if (changed.length === cleaned.length) {
    const where = targets.length > 0 ? oneLine('in', targets) : script;
    return [`Already installed for ${shell.name}: ${where}.`, ...cleanup].map(shorten);
  }
  const what = added.length > 0 ? `added ${oneLine('to', added)}` : `wrote ${script}`;
  const source = sourceLine(rcTargets, env);
  return [
    ...[`Installed for ${shell.name}: ${what}.`, ...cleanup].map(shorten),
    `Open a new shell${source === undefined ? '.' : `, or run: ${source}`}`,
  ];
}

/** What to do once it is installed. */
function nextStep({ env, files }: Context): string {
  try {
    if (readProfiles(files, env).profiles.size > 0) return 'Then list your profiles: assume list';
  } catch {
    // The command says what is wrong with the files.
    return 'Then list your profiles: assume list';
  }
  return 'You have no profiles yet. Try it with sample profiles: assume demo';
}

function uninstalledLine({ rcTargets, changed, deleted }: Done): string {
  if (changed.length === 0) return `assume is not installed for ${rcTargets.shell.name}; nothing to remove.`;
  const cleaned = changed.filter((path) => !deleted.includes(path));
  const parts = [
    ...(cleaned.length > 0 ? [`Removed from ${cleaned.join(', ')}.`] : []),
    ...(deleted.length > 0 ? [`Deleted ${deleted.join(', ')}.`] : []),
  ];
  return `${parts.join(' ')} Open shells keep it until they are closed.`;
}

/** The tool that makes this shell's prompt and shows the profile by itself, by the variables that it exports. */
function promptTool({ name }: Shell, { STARSHIP_SHELL, P9K_TTY }: Env): string | undefined {
  if (STARSHIP_SHELL === name) return 'Starship';
  return name === 'zsh' && P9K_TTY !== undefined ? 'Powerlevel10k' : undefined;
}

async function howToInstall(shell: Shell, env: Env): Promise<string> {
  const hints = hintLines(installHints(shell), await colors(2, env), env);
  return `assume: Your shell is ${shell.name}. To install the shell integration:\n${hints}`;
}

/**
 * `assume init [SHELL]`: prints the shell integration, installs it or removes it; without SHELL, says how to install it in
 * the shell that this program was started from.
 * @throws AssumeError (exit 2) if that shell is unknown or lacks what was asked for; see {@link install}, {@link uninstall}
 */
export const init: Handler<InitOptions> = async ({ names: [name], options }, context) => {
  const { env, notify, packageRoot, write } = context;
  const shell = name === undefined ? await parentShell() : findShell(name);
  if (!shell) {
    throw misuse(`Couldn't detect your shell. Name it: ${SHELL_NAMES.join(', ')}.`, ['assume init --help', 'Run']);
  }
  const tool = promptTool(shell, env);
  const script = (installed: ScriptOptions) =>
    initScript(packageRoot, shell, {
      autoRenew: installed.autoRenew || options.autoRenew,
      prompt: installed.prompt || (options.prompt && !tool),
    });
  if (options.uninstall) {
    const done = await uninstall(shell, script, env);
    const lines = [uninstalledLine(done), ...backupLines(done), ...remainingLines(context)];
    for (const line of lines) notify(shortenHome(line, env));
    return DONE;
  }
  if (options.install) {
    for (const line of installedLines(await install(shell, script, env), env)) notify(line);
    if (options.prompt && tool) notify(`${tool} already shows the profile, so nothing was added to the prompt.`);
    notify(nextStep(context));
    return DONE;
  }
  // stdout stays empty: the user may run `assume init >> ~/.zshrc` by mistake.
  if (name === undefined) {
    write(2, await howToInstall(shell, env));
    return DONE;
  }
  const hint = `To install it: assume init ${shell.name} --install${options.autoRenew ? ' --auto-renew' : ''}${options.prompt ? ' --prompt' : ''}`;
  const isShown = await isTerminal(1);
  return { kind: 'text', text: script({}), finish: () => isShown && notify(hint) };
};
