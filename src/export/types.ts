import type { EnvironmentChange } from '../environment/change';
import type { Values } from '../environment/managed';
import { AssumeError, EXIT } from '../errors';

/** A profile's credentials as other programs read them: AWS's own variables, without those of `assume`. */
export interface Exported {
  /** The profile's name; the role's ARN if it was requested without a profile. */
  readonly profile: string;
  readonly values: Values;
  /** The values, and the variables to remove because they would take precedence. */
  readonly change: EnvironmentChange;
}

/** How credentials are written for one kind of reader. The functions are pure. */
export interface Format {
  /** What it is, in at most 60 characters and without a full stop: help and TAB show it. */
  readonly summary: string;
  /**
   * The text for stdout.
   * @throws AssumeError (exit 1) for a value that the format can't represent; it names the variable, never the value
   */
  readonly write: (exported: Exported) => string;
  /** For a shell that evaluates the text: what makes it fail with an exit status, where there is no text. */
  readonly failure?: (status: number) => string;
  /** What is also appended to a file, for a reader that doesn't read stdout. */
  readonly append?: {
    /** The variable that names the file. */
    readonly variable: string;
    /** The program that sets that variable. */
    readonly setBy: string;
    /** As the other `write`. @param delimiter a word that can't be guessed */
    readonly write: (exported: Exported, delimiter: string) => string;
  };
}

/** The variables that have a value, in the order in which `assume` sets them. */
export const variables = ({ change }: Exported): (readonly [name: string, value: string])[] =>
  change.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));

/**
 * The error for a value that readers of a format would read differently.
 * @param what what holds the value: a variable, or `The profile name`
 * @returns an error with exit 1
 */
export const unrepresentable = (what: string, format: string, reason: string): AssumeError =>
  new AssumeError(`${what} can't be written as ${format}: ${reason}.`, {
    exitCode: EXIT.failure,
    notes: ['Use --format json, which can represent any value.'],
  });
