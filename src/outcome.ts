import type { Context } from './context';
import type { EnvironmentChange } from './environment/change';
import type { AssumeError } from './errors';

/** The result of a command. Only `emit` acts on it, so that a command writes everything or nothing. */
export type Outcome =
  /**
   * The caller's shell changes. `warning` is shown in place of the usual announcement, also to scripts. `finish` runs once
   * the change has been written.
   * @property quiet without the announcement
   */
  | {
      readonly kind: 'change';
      readonly change: EnvironmentChange;
      readonly warning?: string;
      readonly quiet?: boolean | undefined;
      readonly finish?: () => unknown;
    }
  /**
   * Text for stdout. `finish` runs once it has been written; `problems` are then reported on stderr.
   * @property status the exit status; 0 if absent
   */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly status?: number;
      readonly finish?: () => unknown;
      readonly problems?: readonly AssumeError[];
    }
  /** The shell integration must run the program with these words itself, so that its output reaches the terminal. */
  | { readonly kind: 'run'; readonly words: readonly string[] }
  /**
   * The error is reported on stderr. Then, unless stdout is a terminal, it gets the text for the exit status, so that a
   * shell that evaluates it fails too.
   */
  | { readonly kind: 'failure'; readonly error: unknown; readonly text: (status: number) => string }
  /** Nothing is left to write: only the exit status. */
  | { readonly kind: 'status'; readonly status: number };

/** The options of a command that lets a person choose its profile, which has happened before its handler runs. */
export interface PickerOptions {
  readonly plain?: boolean | undefined;
  readonly noInput?: boolean | undefined;
}

/** Whether the caller's shell changes without an announcement. */
export interface Quiet {
  readonly quiet?: boolean | undefined;
}

/** A command line, as a handler gets it. */
export interface Invocation<Options = object> {
  /** The positional arguments. */
  readonly names: readonly string[];
  readonly options: Options;
  /** The program to run, and its arguments: `exec` only. */
  readonly command: readonly string[];
  /** Whether there was a `--` before any of the positional arguments. */
  readonly ended?: boolean;
}

/** Does the work of one command. Rejects with an AssumeError before anything has been written. */
export type Handler<Options = object> = (
  invocation: Invocation<Options>,
  context: Context,
) => Outcome | Promise<Outcome>;

/** Nothing but an exit status of 0. */
export const DONE: Outcome = { kind: 'status', status: 0 };
