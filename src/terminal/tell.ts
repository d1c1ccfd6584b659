import { write } from './output';
import { printable } from './printable';

/** Shows a person a line on stderr. */
export const show = (line: string): void => write(2, `${printable(line)}\n`);

/** Says something to a person on stderr, in a line of its own. */
export const tell = (line: string): void => show(`assume: ${line}`);
