import { join } from 'node:path';
import { realFiles } from '../../src/platform/files';
import { snapshotText, statesIn, takeSnapshot } from '../../src/profiles/snapshot';
import { sha1 } from '../../src/util/sha1';

interface ListOptions {
  /** Where the AWS files are looked up, instead of in the home folder. */
  readonly config?: string;
  readonly credentials?: string;
  /** The cache folder, instead of `~/.cache`. */
  readonly cache?: string;
}

/**
 * Writes the list that shells read at TAB, and what proves that it fits the AWS files as they are now.
 * @param lines what follows the header; they are sorted as the program sorts them
 * @returns its path
 */
export function writeProfileList(home: string, lines: string, options: ListOptions = {}): string {
  const { config = join(home, '.aws', 'config'), credentials = join(home, '.aws', 'credentials') } = options;
  const folder = join(options.cache ?? join(home, '.cache'), 'assume');
  const states = statesIn(takeSnapshot({ config, credentials }, realFiles.state));
  const text = snapshotText(Object.fromEntries(states));
  const names = states.map(([name]) => name).join('+') || 'none';
  realFiles.stamp(
    join(folder, `%${sha1(text)}`),
    states.map(([name, state]) => ({ name, state })),
    text,
  );
  const path = join(folder, 'profiles.tsv');
  const sorted = lines
    .split(/(?<=\n)/)
    .map((line) => Buffer.from(line))
    .sort(Buffer.compare)
    .join('');
  realFiles.replace(path, `${[config, credentials, sha1(text), names, '1'].join('\t')}\n${sorted}`);
  return path;
}
