import { AssumeError, EXIT, type Hint } from '../errors';
import { findShell, SHELLS, type Shell } from './table';

/** The version of the language that the functions in `shell/` speak with the binary. */
export const PROTOCOL = 1;

/** The function that called, as it says itself: neither $SHELL nor any inherited variable is believed. */
export interface Caller {
  readonly shell: Shell;
  readonly version: number;
}

/** Reads `<shell>/<version>`; `undefined` for another form, or a shell that is not known. */
export function parseCaller(text: string): Caller | undefined {
  const [, name = '', version] = /^(\w+)\/(\d+)$/.exec(text) ?? [];
  const shell = findShell(name);
  return shell && { shell, version: Number(version) };
}

/** How the function gets into a shell. */
export const installHints = ({ name, install }: Shell): Hint[] => [
  [`assume init ${name} --install`, `installs it for ${name}`],
  [install, 'by hand'],
];

/**
 * The shell whose function called.
 * @param around finds the shell that the program was started from
 * @throws AssumeError (exit 2) if none did: a program cannot change the shell that started it
 */
export function requireCaller(text: string | undefined, around: () => Shell | undefined): Caller {
  const caller = text === undefined ? undefined : parseCaller(text);
  if (caller) return caller;
  const found = around();
  throw new AssumeError(
    'This shell has no assume function yet, and without it nothing here can change. To install it, then open a new shell:',
    {
      exitCode: EXIT.usage,
      hints: found ? installHints(found) : SHELLS.map(({ name }) => [`assume init ${name} --install`, `for ${name}`]),
    },
  );
}

/** One line for a function that speaks another version than this binary; both keep working. */
export const renewal = ({ shell, version }: Caller): string | undefined =>
  version === PROTOCOL
    ? undefined
    : `assume: the function in this shell is of another version. To renew it: ${shell.install}`;
