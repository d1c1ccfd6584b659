/** wrap-ansi 7, which has no types of its own. */
declare module 'wrap-ansi' {
  /** Wraps at words; a word longer than a line stays whole. @param columns of a line */
  export default function wrapAnsi(text: string, columns: number): string;
}
