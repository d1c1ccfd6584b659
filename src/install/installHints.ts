import { type AssumeError, type Hint, misuse } from '../errors';
import { PROTOCOL, type ShellCaller } from '../shells/call';
import { SHELLS, type Shell } from '../shells/table';
import { STARTUPS } from './startup/startups';

/** How to install the shell integration, the best way first. */
export const installHints = ({ name, install }: Shell): Hint[] => [
  ...(STARTUPS[name] ? [[`assume init ${name} --install`, `Install for ${name}`] as const] : []),
  [install, 'By hand'],
];

const bestCommand = (shell: Shell): string => installHints(shell)[0]?.[0] ?? shell.install;

/** One sentence for a shell integration that speaks another protocol version; `undefined` for the same one. Both work. */
export const upgradeNotice = ({ shell, version }: ShellCaller): string | undefined =>
  version === PROTOCOL
    ? undefined
    : `The shell integration loaded here is from another version of assume. Upgrade it: ${bestCommand(shell)}`;

/**
 * The error (exit 2) for a command that must change the shell that started it, which a program can't.
 * @param shell the shell that started this program, if known
 * @param others further steps
 */
export const notIntegrated = (shell: Shell | undefined, ...others: Hint[]): AssumeError =>
  misuse(
    "The assume shell integration isn't loaded, so this shell's environment can't be changed. Install it, then open a new shell:",
    ...(shell ? installHints(shell) : SHELLS.map((each): Hint => [bestCommand(each), `For ${each.name}`])),
    ...others,
  );
