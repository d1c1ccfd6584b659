import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Whether we are root and a path is, or would be, in a folder of another user, as with `sudo -E`: what root left there,
 * that user could neither read nor replace.
 */
export function isOfAnother(path: string): boolean {
  if (process.geteuid?.() !== 0) return false;
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? found.uid !== 0 : dirname(path) !== path && isOfAnother(dirname(path));
}
