import type { Hint } from '../errors';

// The names in this file are public: `assume doctor --json` prints a Report.

/** A fact about the installation, and the next step. */
export interface Finding {
  readonly text: string;
  /** Something doesn't work until the user acts. */
  readonly isProblem: boolean;
  readonly hint?: Hint;
}

/** Where a shell loads `assume` from: a line that reads its script, the script itself, or a copy pasted by hand. */
export interface Installation {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly kind: 'line' | 'script' | 'by hand';
  /** Of the script; absent if the script doesn't exist, or is from before scripts named their version. */
  readonly version?: string;
}

/** The state of one shell on this machine. */
export interface ShellReport {
  readonly shell: string;
  /** Its path. */
  readonly program: string;
  /** `ready`: the shell itself says so; `installed`: its files say so, and the shell wasn't asked or didn't answer. */
  readonly state: 'ready' | 'installed' | 'not installed' | 'needs attention';
  readonly locations: readonly Installation[];
  readonly notes: readonly Finding[];
}

/** A program named `assume` on the PATH of this process or of a shell. */
export interface ProgramReport {
  readonly path: string;
  /** Of this package; absent if it is another program. */
  readonly version?: string;
}

/** A file or folder, or a line of a file. */
export interface Place {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** Another tool that switches AWS profiles. */
export interface ToolReport {
  readonly name: string;
  /** What shows that it is used here: its program, its files, its lines in other files. */
  readonly found: readonly Place[];
  /** Its commands and settings, and what replaces each. */
  readonly replacements: readonly { readonly theirs: string; readonly ours: string }[];
}

/** Everything that `assume doctor` has found. */
export interface Report {
  readonly version: string;
  /** Node's version, as `v20.11.0`. */
  readonly node: string;
  readonly shells: readonly ShellReport[];
  /** In PATH order. */
  readonly programs: readonly ProgramReport[];
  readonly otherTools: readonly ToolReport[];
  /** Findings that don't belong to one shell. */
  readonly notes: readonly Finding[];
}

/** A finding that the user should act on. */
export const problem = (text: string, hint?: Hint): Finding => ({ text, isProblem: true, ...(hint && { hint }) });

/** A finding that is only good to know. */
export const note = (text: string, hint?: Hint): Finding => ({ text, isProblem: false, ...(hint && { hint }) });

/** All findings, those about shells first. */
export const findingsOf = ({ shells, notes }: Pick<Report, 'shells' | 'notes'>): Finding[] => [
  ...shells.flatMap((shell) => shell.notes),
  ...notes,
];

/** Whether the user should act on anything. */
export const hasProblems = (report: Report): boolean => findingsOf(report).some(({ isProblem }) => isProblem);

/** Whether assume works here, in one line. */
export function verdictOf(report: Pick<Report, 'shells' | 'notes'>): string {
  const count = findingsOf(report).filter(({ isProblem }) => isProblem).length;
  if (count > 0) return count === 1 ? '1 problem found.' : `${count} problems found.`;
  const isInstalled = report.shells.some(({ state }) => state !== 'not installed');
  return isInstalled
    ? 'No problems found.'
    : 'No problems found, but no shell has assume yet. Run: assume init --install';
}
