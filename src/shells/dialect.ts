/**
 * How one shell says it: each method gives one statement, without a line end, which the function in that shell
 * evaluates. Pure functions; nothing else goes in. Names are our own constants, values and words may be anything.
 */
export interface Dialect {
  /** A word of any value, as one argument of a command. */
  quote(word: string): string;
  /** Exports a variable to what the shell starts from now on. */
  set(name: string, value: string): string;
  /** Removes a variable; it is no failure if there is none. */
  unset(name: string): string;
  /** Runs the program `argv[0]`, never a function or an alias of that name; its status is the statement's. */
  run(argv: readonly string[]): string;
}
