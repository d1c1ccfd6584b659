import { type Exported, unsayable, variables } from './types';

/** The docker CLI reads lines with Go's bufio.Scanner, which takes no longer one (MaxScanTokenSize). */
const LONGEST = 64 * 1024;

function line(name: string, value: string): string {
  if (/[\0\r\n]/.test(value)) throw unsayable(name, 'docker', 'a value there is one line');
  // Some versions take such quotes away, others do not.
  if (/^(['"]).*\1$/.test(value)) throw unsayable(name, 'docker', 'the quotes around it might be lost');
  const text = `${name}=${value}\n`;
  if (Buffer.byteLength(text) > LONGEST) throw unsayable(name, 'docker', 'it is too long for a line');
  return text;
}

/** A file for `docker run --env-file`: a value is all there is up to the end of the line. */
export const docker = (exported: Exported): string =>
  variables(exported)
    .map(([name, value]) => line(name, value))
    .join('');
