import { write } from './output';
import { printable } from './printable';

/** Says something to a person on stderr, in a line of its own. */
export const tell = (line: string): void => write(2, `assume: ${printable(line)}\n`);
