import { type AssumeError, misuse } from '../errors';
import { DONE, type Handler } from '../outcome';
import type { Env } from '../platform/env';
import { shortenHome } from '../platform/home';
import { isTerminal } from '../platform/tty';
import { findShell, SHELL_NAMES, type Shell } from '../shells/table';
import { colors } from '../terminal/output';
import { hintLines } from '../terminal/report';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { initScript } from './initScript';
import { type Done, install, uninstall } from './install';
import { installHints } from './installHints';
import { parentShell } from './parentShell';

export interface InitOptions {
  readonly install?: boolean;
  readonly uninstall?: boolean;
  readonly autoRenew?: boolean;
}

const noShell = (): AssumeError =>
  misuse(`Couldn't tell which shell this is. Name one: ${SHELL_NAMES.join(', ')}.`, ['assume init --help', 'Run']);

const listed = (paths: readonly string[], between = ', ') => paths.join(between);

function installedLines({ wiring, changed }: Done): string[] {
  const { shell, script, source, wired } = wiring;
  const how = wired.length === 0 ? '' : `: added one line to ${listed(wired, ' and ')}`;
  if (changed.length === 0)
    return [
      `Already installed for ${shell.name}${wired.length === 0 ? `: ${script}` : `, by a line in ${listed(wired, ' and ')}`}.`,
    ];
  const cleaned = changed.filter((path) => path !== script && !wired.includes(path));
  return [
    `Installed for ${shell.name}${how || `: ${script}`}.`,
    ...(cleaned.length === 0 ? [] : [`Removed the copy pasted into ${listed(cleaned)}.`]),
    `Open a new shell${source === undefined ? '.' : `, or run here: ${source} ${quoteForDisplay(script)}`}`,
  ];
}

const removedLine = ({ wiring, changed }: Done) =>
  changed.length === 0
    ? `assume is not installed for ${wiring.shell.name}; nothing to remove.`
    : `Removed from ${listed(changed)}. Open shells keep it until they are closed.`;

async function printHowTo(shell: Shell, env: Env): Promise<string> {
  const hints = hintLines(installHints(shell), await colors(2, env));
  return `assume: This is ${shell.name}. To install the shell integration:\n${hints}`;
}

/** `assume init [SHELL]`: prints the shell integration, installs it, removes it, or says how to install it here. */
export const init: Handler<InitOptions> = async ({ names: [name], options }, { env, notify, packageRoot, write }) => {
  const shell = name === undefined ? await parentShell() : findShell(name);
  if (!shell) throw noShell();
  const script = (renews: boolean) => initScript(packageRoot, shell, { autoRenew: renews || options.autoRenew });
  const show = (line: string) => notify(shortenHome(line, env));
  if (options.uninstall) {
    show(removedLine(await uninstall(shell, env)));
    return DONE;
  }
  if (options.install) {
    for (const line of installedLines(await install(shell, script, env))) show(line);
    return DONE;
  }
  // Nothing goes to stdout: `assume init >> ~/.zshrc` would be a mistake.
  if (name === undefined) {
    write(2, await printHowTo(shell, env));
    return DONE;
  }
  const renewing = options.autoRenew ? ' --auto-renew' : '';
  const text = script(false);
  const howTo = `To install it: assume init ${shell.name} --install${renewing}`;
  const isSeen = await isTerminal(1);
  return { kind: 'text', text, finish: () => isSeen && notify(howTo) };
};
