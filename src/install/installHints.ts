import { AssumeError, EXIT, type Hint } from '../errors';
import { type Caller, PROTOCOL, parseCaller } from '../shells/call';
import { SHELLS, type Shell } from '../shells/table';
import { STARTUPS } from './startup/startups';

/** How the function gets into a shell, the best way first. */
export const installHints = ({ name, install }: Shell): Hint[] => [
  ...(STARTUPS[name] ? [[`assume init ${name} --install`, `installs it for ${name}`] as const] : []),
  [install, 'by hand'],
];

/** The best way. */
const bestLine = (shell: Shell): string => installHints(shell)[0]?.[0] ?? shell.install;

/** The best way for each of the shells. */
const ALL = SHELLS.map((shell): Hint => [bestLine(shell), `for ${shell.name}`]);

/** One line for a function that speaks another version than this binary; both keep working. */
export const upgradeNotice = ({ shell, version }: Caller): string | undefined =>
  version === PROTOCOL
    ? undefined
    : `assume: the function in this shell is of another version. To renew it: ${bestLine(shell)}`;

/**
 * The shell whose function called, as it says itself in `text`.
 * @param around the shell that the program was started from, if that is known
 * @throws AssumeError (exit 2) if none did: a program cannot change the shell that started it
 */
export function requireCaller(text: string | undefined, around: Shell | undefined): Caller {
  const caller = text === undefined ? undefined : parseCaller(text);
  if (caller) return caller;
  throw new AssumeError(
    'This shell has no assume function yet, and without it nothing here can change. To install it, then open a new shell:',
    { exitCode: EXIT.usage, hints: around ? installHints(around) : ALL },
  );
}
