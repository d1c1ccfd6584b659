import { findShell, type Shell } from './table';

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

/** What the function in a user's shell asks for. */
export interface Call extends Caller {
  readonly kind: 'eval' | 'complete';
  readonly words: readonly string[];
}

/** `--eval=<shell>/<version> -- <words>`, or the same with --complete; `undefined` if the words are a person's. */
export function parseCall([first = '', separator, ...words]: readonly string[]): Call | undefined {
  const [, kind, name = ''] = /^--(eval|complete)=(.*)$/.exec(first) ?? [];
  const caller = parseCaller(name);
  return kind && caller && separator === '--' ? { kind: kind as Call['kind'], ...caller, words } : undefined;
}
