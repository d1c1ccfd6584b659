import type { EnvironmentChange } from '../environment/change';
import { AssumeError, EXIT } from '../errors';

/** Characters that can't be passed on, and the rest of a sentence about them: "AWS_REGION contains ...". */
export interface Refusal {
  readonly characters: RegExp;
  readonly description: string;
}

/**
 * The syntax of one shell. Each method returns one statement without a line ending, for the shell integration to evaluate.
 * The methods are pure. Names are our own constants; values and words may be any string.
 */
export interface Dialect {
  /** What values and words must not contain, because no syntax passes it safely; absent if anything can be passed. */
  readonly refuses?: Refusal;
  /** Quotes any word as one argument of a command. */
  quote(word: string): string;
  /** Exports a variable to the programs that the shell starts. */
  set(name: string, value: string): string;
  /** Removes a variable; succeeds if it isn't set. */
  unset(name: string): string;
  /** Lists the variables of a change, for a shell integration that could not find them among its own otherwise. */
  names?(names: readonly string[]): string;
  /** Runs the program `argv[0]`, never a function or alias of that name; its exit status becomes the statement's. */
  run(argv: readonly string[]): string;
  /** Fails with an exit status; absent if the text is data, which no shell evaluates. */
  fail?(status: number): string;
}

/** An environment ends each value with a NUL: a shell would cut the value there, or drop the character. */
const NUL: Refusal = { characters: /\0/, description: 'a NUL character, which no environment variable can hold' };

const refusalOf = (value: string, { refuses }: Dialect): Refusal | undefined =>
  [NUL, refuses].find((each) => each?.characters.test(value));

/** Why a variable can't have this value, as the end of a sentence about it; `undefined` if it can. */
export function valueDefect(value: string, dialect: Dialect): string | undefined {
  const refusal = refusalOf(value, dialect);
  return refusal && `contains ${refusal.description}`;
}

/** @param subject named in the error in place of the value, which may be a secret */
function check(subject: string, value: string, dialect: Dialect): void {
  const refusal = refusalOf(value, dialect);
  if (!refusal) return;
  throw new AssumeError(`${subject} contains ${refusal.description}.`, {
    exitCode: EXIT.failure,
    hints: refusal === NUL ? [] : [['assume exec <profile> -- <command>', 'Use instead']],
  });
}

/** `|` stands between the items of ASSUME_ENDPOINTS. Even cmd takes it as it is between two quotes. */
const withoutBars = (name: string, value: string) =>
  name === 'ASSUME_ENDPOINTS' && !value.includes('"') ? value.replaceAll('|', '') : value;

/**
 * Renders a change for the shell integration to evaluate, one statement a line. Lines end with LF everywhere, also on
 * Windows: a CR would end up inside the values.
 * @throws AssumeError (exit 1) for a value that an environment can't hold or the dialect can't represent
 */
export function render(change: EnvironmentChange, dialect: Dialect): string {
  for (const [name, value] of change) check(name, withoutBars(name, value ?? ''), dialect);
  const statements = change.map(([name, value]) => (value === null ? dialect.unset(name) : dialect.set(name, value)));
  const names = dialect.names ? [dialect.names(change.map(([name]) => name))] : [];
  return [...statements, ...names].map((statement) => `${statement}\n`).join('');
}

/**
 * Renders a call of the program, bypassing the shell integration, which evaluates it.
 * @throws AssumeError (exit 1) for a word that the dialect can't represent
 */
export function renderRun(argv: readonly string[], dialect: Dialect): string {
  for (const word of argv) check('The command line', word, dialect);
  return `${dialect.run(argv)}\n`;
}
