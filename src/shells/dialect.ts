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
