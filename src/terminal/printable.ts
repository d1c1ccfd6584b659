/** A name may hold anything; what moves the cursor or makes up lines of its own does not reach the terminal. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');
