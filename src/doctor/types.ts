import type { Hint } from '../errors';

/** Something to know, and what can be done about it. */
export interface Finding {
  readonly text: string;
  /** Something is wrong, as long as nobody does anything. */
  readonly isProblem: boolean;
  readonly hint?: Hint;
}

/** Where a shell is told of the function: a line that reads its script, the script itself, or a copy appended by hand. */
export interface Installation {
  readonly file: string;
  readonly line: number;
  readonly kind: 'line' | 'script' | 'by hand';
  /** Of the function; `undefined` if there is none, or it is from before it told. */
  readonly version?: string;
}

/** How it stands with one shell of this machine. */
export interface ShellReport {
  readonly shell: string;
  readonly program: string;
  /** `ready`: the shell itself says so; `installed`: its files do. */
  readonly state: 'ready' | 'installed' | 'not installed' | 'needs attention';
  readonly places: readonly Installation[];
  readonly remarks: readonly Finding[];
}

/** A program `assume` on somebody's PATH. */
export interface ProgramReport {
  readonly path: string;
  /** Of this package; `undefined` if it is something else. */
  readonly version?: string;
}

/** All that the doctor has seen. */
export interface Report {
  readonly version: string;
  readonly node: string;
  readonly shells: readonly ShellReport[];
  /** In the order of the PATH. */
  readonly programs: readonly ProgramReport[];
  /** What is not about one shell. */
  readonly remarks: readonly Finding[];
}

export const problem = (text: string, hint: Hint): Finding => ({ text, isProblem: true, hint });
export const note = (text: string, hint?: Hint): Finding => ({ text, isProblem: false, ...(hint && { hint }) });

/** Everything that somebody should do something about. */
export const problemsOf = ({ shells, remarks }: Report): Finding[] =>
  [...shells.flatMap((shell) => shell.remarks), ...remarks].filter(({ isProblem }) => isProblem);
