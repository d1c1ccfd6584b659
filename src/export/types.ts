import type { EnvironmentChange } from '../environment/change';
import type { Managed, Values } from '../environment/managed';
import { AssumeError, EXIT } from '../errors';

/** What a profile's credentials are for another program: AWS's own variables, and none of ours. */
export interface Exported {
  /** The profile's name; the role's ARN if it was asked for without a profile. */
  readonly profile: string;
  readonly values: Values;
  /** The same, with the variables that would be in the way and so are to be removed. */
  readonly change: EnvironmentChange;
}

/** How credentials are written for one kind of reader. Pure functions. */
export interface Format {
  /** One line for a person who chooses. */
  readonly summary: string;
  /**
   * The text for stdout.
   * @throws AssumeError (exit 1) that names the variable, never the value, if the reader could not be told the value
   */
  readonly write: (exported: Exported) => string;
  /** What is also appended to a file, for a reader that takes nothing from stdout. */
  readonly append?: {
    /** The variable that names the file. */
    readonly variable: string;
    /** Who sets that variable. */
    readonly setBy: string;
    /** @param delimiter a word that nobody can guess */
    readonly write: (exported: Exported, delimiter: string) => string;
  };
}

/** Each variable that has a value, in the order of the one list. */
export const variables = ({ change }: Exported): [Managed, string][] =>
  change.filter((entry): entry is [Managed, string] => entry[1] !== null);

/** A value, or a name, that the reader of a format could not be told: it would read another one. */
export const unrepresentable = (what: string, format: string, why: string) =>
  new AssumeError(`${what} cannot be written as ${format}: ${why}.`, {
    exitCode: EXIT.failure,
    hints: [['assume export <profile> --format json', 'holds any value']],
  });
