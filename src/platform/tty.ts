import { openSync } from 'node:fs';

/** The controlling terminal (tty(4)), to read and to write; `undefined` if there is none. */
export function openTtyDevice(): number | undefined {
  try {
    return openSync('/dev/tty', 'r+');
  } catch {
    return undefined;
  }
}
