import { chmodSync, chownSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { replaceFile } from '../platform/atomicFile';
import type { Setting } from '../profiles/types';

const isSetting = (line: string | undefined, key: string) => new RegExp(`^\\s*${key}\\s*[=:]`, 'i').test(line ?? '');

/**
 * Sets sso_region beside sso_start_url, as `aws sso login` does once a start URL has shown its region. All other lines stay
 * as they are, and the file its owner's and mode.
 * @param current the setting to replace, if there is one
 * @returns whether it was set; false if the file has changed meanwhile
 * @throws the system's error
 */
export function saveRegion(region: string, startUrl: Setting, current: Setting | undefined): boolean {
  const path = realpathSync((current ?? startUrl).file);
  const lines = readFileSync(path, 'latin1').split('\n');
  const at = (current ?? startUrl).line - 1;
  const [line = '', key] = [lines[at], current ? 'sso_region' : 'sso_start_url'];
  if (!isSetting(line, key)) return false;
  const ending = line.endsWith('\r') ? '\r' : '';
  lines.splice(current ? at : at + 1, current ? 1 : 0, `sso_region = ${region}${ending}`);
  const { mode, uid, gid } = statSync(path);
  replaceFile(path, Buffer.from(lines.join('\n'), 'latin1'), {
    mode: mode & 0o777,
    durability: 'durable',
    finish: (temporary) => {
      chmodSync(temporary, mode & 0o777);
      if (process.getuid?.() === 0) chownSync(temporary, uid, gid);
    },
  });
  return true;
}
