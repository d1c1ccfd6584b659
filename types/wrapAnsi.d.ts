/** wrap-ansi 7, which has no types of its own. */
declare module 'wrap-ansi' {
  /** Wraps at words; a word longer than a line stays whole, unless `hard`. @param columns of a line */
  export default function wrapAnsi(text: string, columns: number, options?: { readonly hard?: boolean }): string;
}
