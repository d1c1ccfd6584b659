import { closeSync, fstatSync, openSync } from 'node:fs';

/** Opens the controlling terminal (tty(4)) for reading and writing; `undefined` if there is none. */
export function openTtyDevice(): number | undefined {
  try {
    return openSync('/dev/tty', 'r+');
  } catch {
    return undefined;
  }
}

/** Whether this process has a controlling terminal. */
export function hasTty(): boolean {
  const tty = openTtyDevice();
  if (tty !== undefined) closeSync(tty);
  return tty !== undefined;
}

/** Whether a character device is open there, as a terminal is; true if that can't be determined. Loads no module. */
export function mayBeTerminal(fd: 0 | 1 | 2): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return true;
  }
}

/** Whether a terminal is open there. Loads node:tty (1 ms) only where that is possible. */
export async function isTerminal(fd: 0 | 1 | 2): Promise<boolean> {
  try {
    return fstatSync(fd).isCharacterDevice() && (await import('node:tty')).isatty(fd);
  } catch {
    return false;
  }
}
