import type { EnvironmentChange } from '../environment/change';
import { AssumeError, EXIT } from '../errors';

/** Characters, and what they are called in an error: "AWS_REGION would hold ...". */
export interface Refusal {
  readonly characters: RegExp;
  readonly called: string;
}

/**
 * How one shell says it: each method gives one statement, without a line end, which the function in that shell
 * evaluates. Pure functions; nothing else goes in. Names are our own constants, values and words may be anything.
 */
export interface Dialect {
  /** What no value and no word may hold, since this shell could not be told it safely; the others take anything. */
  readonly refuses?: Refusal;
  /** A word of any value, as one argument of a command. */
  quote(word: string): string;
  /** Exports a variable to what the shell starts from now on. */
  set(name: string, value: string): string;
  /** Removes a variable; it is no failure if there is none. */
  unset(name: string): string;
  /** Runs the program `argv[0]`, never a function or an alias of that name; its status is the statement's. */
  run(argv: readonly string[]): string;
}

/** An environment ends each value with a NUL: a shell would cut the value there, or drop the character. */
const NUL: Refusal = { characters: /\0/, called: 'a NUL character, which no environment variable can' };

/** @param what is named in the error; the value may be a secret */
function check(what: string, value: string, { refuses }: Dialect): void {
  const refusal = [NUL, refuses].find((each) => each?.characters.test(value));
  if (!refusal) return;
  throw new AssumeError(`${what} would hold ${refusal.called}`, {
    exitCode: EXIT.failure,
    hints: refusal === NUL ? [] : [['assume exec <profile> -- <command>', 'takes any value']],
  });
}

/**
 * The change as text for the shell's function to evaluate: one statement a line. Lines end with LF everywhere, also on
 * Windows: a CR would end up inside the values.
 * @throws AssumeError (exit 1) for a value that this shell cannot hold, or be told
 */
export function render(change: EnvironmentChange, dialect: Dialect): string {
  for (const [name, value] of change) check(name, value ?? '', dialect);
  return change.map(([name, value]) => `${value === null ? dialect.unset(name) : dialect.set(name, value)}\n`).join('');
}

/**
 * A call of the program, never of the function, as text for that function.
 * @throws AssumeError (exit 1) for a word that this shell cannot be told
 */
export function renderRun(argv: readonly string[], dialect: Dialect): string {
  for (const word of argv) check('The command line', word, dialect);
  return `${dialect.run(argv)}\n`;
}
