import { findShell, type Shell } from './table';

/** The version of the protocol between the scripts in `shell/` and the program. */
export const PROTOCOL = 1;

/** The shell integration that called, as it introduces itself: neither $SHELL nor any inherited variable is believed. */
export interface ShellCaller {
  readonly shell: Shell;
  readonly version: number;
}

/** Parses `<shell>/<version>`; `undefined` for any other form and for unknown shells. */
export function parseCaller(text: string): ShellCaller | undefined {
  const [, name = '', version] = /^(\w+)\/(\d+)$/.exec(text) ?? [];
  const shell = findShell(name);
  return shell && { shell, version: Number(version) };
}

/** What the shell integration asks for. */
export interface ShellCall extends ShellCaller {
  readonly kind: 'eval' | 'complete';
  readonly words: readonly string[];
}

/**
 * Parses `--eval=<shell>/<version> -- <words>`, or the same with `--complete`; `undefined` if the user typed the command
 * line.
 */
export function parseCall([first = '', separator, ...words]: readonly string[]): ShellCall | undefined {
  const [, kind, name = ''] = /^--(eval|complete)=(.*)$/.exec(first) ?? [];
  const caller = parseCaller(name);
  return kind && caller && separator === '--' ? { kind: kind as ShellCall['kind'], ...caller, words } : undefined;
}
