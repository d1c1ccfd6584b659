import { AssumeError, EXIT, type Hint } from '../errors';
import { type Caller, parseCaller } from './caller';
import { STARTUPS } from './startup/startups';
import { SHELLS, type Shell } from './table';

/** How the function gets into a shell, the best way first. */
export const installHints = ({ name, install }: Shell): Hint[] => [
  ...(STARTUPS[name] ? [[`assume init ${name} --install`, `installs it for ${name}`] as const] : []),
  [install, 'by hand'],
];

/** The best way for each of the shells. */
const ALL = SHELLS.flatMap((shell) =>
  installHints(shell)
    .slice(0, 1)
    .map(([line]): Hint => [line, `for ${shell.name}`]),
);

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
