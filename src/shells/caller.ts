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
