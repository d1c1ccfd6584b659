import { type AssumeError, type Hint, misuse } from '../errors';
import { type Caller, PROTOCOL } from '../shells/call';
import { SHELLS, type Shell } from '../shells/table';
import { STARTUPS } from './startup/startups';

/** How the function gets into a shell, the best way first. */
export const installHints = ({ name, install }: Shell): Hint[] => [
  ...(STARTUPS[name] ? [[`assume init ${name} --install`, `Install for ${name}`] as const] : []),
  [install, 'By hand'],
];

/** The best way. */
const bestLine = (shell: Shell): string => installHints(shell)[0]?.[0] ?? shell.install;

/** The best way for each of the shells. */
const ALL = SHELLS.map((shell): Hint => [bestLine(shell), `For ${shell.name}`]);

/** One line for a function that speaks another version than this binary; both keep working. */
export const upgradeNotice = ({ shell, version }: Caller): string | undefined =>
  version === PROTOCOL
    ? undefined
    : `The shell integration loaded here is from another version of assume. Upgrade it: ${bestLine(shell)}`;

/**
 * A program can't change the shell that started it: this one lacks the shell integration.
 * @param around the shell that the program was started from, if that is known
 */
export const notIntegrated = (around: Shell | undefined): AssumeError =>
  misuse(
    "The assume shell integration isn't loaded, so this shell's environment can't be changed. Install it, then open a new shell:",
    ...(around ? installHints(around) : ALL),
  );
