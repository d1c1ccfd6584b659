import type { Hint } from '../errors';
import type { ShellAnswer } from '../install/startup/shellAnswer';
import { type Finding, type Installation, note, problem } from './doctorReport';

/** PowerShell's `type` prints files, and there is no `unalias`. In fish, the alias has taken the function's place. */
const COMMANDS: Readonly<Record<string, { readonly removeAlias: string; readonly show: string }>> = {
  powershell: { removeAlias: 'Remove-Item Alias:assume', show: 'Get-Command assume' },
  fish: { removeAlias: 'exec fish', show: 'type assume' },
};
const commandsOf = (shell: string) => COMMANDS[shell] ?? { removeAlias: 'unalias assume', show: 'type assume' };

const expansionOf = (alias: string) => alias.replace(/^alias assume[ =]/, '');

/** Granted's alias for bash and zsh reads the first `assume` on the PATH. If that is this program, it calls the function. */
export const leadsToOurs = ({ kind, isOurs, alias }: ShellAnswer): boolean =>
  kind === 'alias' && isOurs && /^(['"]?)(\.|source) +assume\1$/.test(expansionOf(alias));

/** The shell whose `assume` isn't just the function, and what its files say. */
interface Where {
  readonly shell: string;
  /** `login bash`, or just `zsh`. */
  readonly startup: string;
  readonly installations: readonly Installation[];
  /** `file:line` of an alias `assume` in the shell's own files. */
  readonly aliasLocation: string | undefined;
}

/** Something else named `assume` hides the shell integration. */
export function aboutOther({ shell, startup, aliasLocation, installations }: Where, answer: ShellAnswer): Finding {
  const { kind, source, alias } = answer;
  const { removeAlias, show } = commandsOf(shell);
  const value = expansionOf(alias);
  const maker = /^\W*(\.|source)\s.*assume/.test(value) ? ', as Granted defines it' : '';
  const [what, hint]: [string, Hint] =
    kind === 'alias'
      ? [
          `an alias for ${value}${maker}${aliasLocation === undefined ? '' : ` (${aliasLocation})`}`,
          [removeAlias, 'Delete the line that defines it, then run'],
        ]
      : [`another ${kind}${source === '' ? '' : `, defined in ${source}`}`, [show, 'Find and delete its definition']];
  const text = `In ${startup}, assume is ${what}.`;
  if (leadsToOurs(answer)) return note(`${text} It works, but more slowly.`, hint);
  return installations.length > 0 ? problem(text, hint) : note(text);
}
