import { isAssumeError } from '../../src/errors';
import type { Files } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import type { Profiles, Section, Setting } from '../../src/profiles/types';

/** The texts of the two AWS files. */
export interface Case {
  readonly config: string;
  readonly credentials: string;
}

/** A value, or the settings of a nested block in order. */
export type Value = string | readonly Pair[];
export type Pair = readonly [key: string, value: Value];
/** All profiles in order, or that the files are rejected. */
export type Reading =
  | { readonly profiles: readonly (readonly [name: string, settings: readonly Pair[]])[] }
  | { readonly rejected: true };

/** A config file, alone unless a credentials file is given. */
export const files = (config: string, credentials = ''): Case => ({ config, credentials });

/** The file system that has these two files in `/home/me/.aws`, and nothing else. */
export const fakeFiles = ({ config, credentials }: Case): Files => ({
  read: (path) => ({ '/home/me/.aws/config': config, '/home/me/.aws/credentials': credentials })[path],
  modified: () => undefined,
  state: () => undefined,
  stamp: () => expect('nothing').toBe('written'),
  replace: () => expect('nothing').toBe('written'),
  appendLine: () => expect('nothing').toBe('written'),
  remove: () => expect('nothing').toBe('removed'),
  list: () => [],
  changed: () => undefined,
  isSettled: () => true,
  removeLeftovers: () => {},
});

/** Our reading of two texts. */
export const read = (config: string, credentials = ''): Profiles =>
  readProfiles(fakeFiles({ config, credentials }), { HOME: '/home/me' });

/** A section as plain data, since some read their settings on first use only. */
export const plainSection = ({ name, file, line, settings }: Section) => ({
  name,
  file,
  line,
  settings: new Map(settings),
});

const readValue = ({ value, nested }: Setting): Value => (nested ? pairsOf(nested) : value);
const pairsOf = (settings: ReadonlyMap<string, Setting>): Pair[] =>
  [...settings].map(([key, setting]) => [key, readValue(setting)]);

/** Our reading, in the form to compare. */
export function ours({ config, credentials }: Case): Reading {
  try {
    const { profiles } = read(config, credentials);
    return { profiles: [...profiles.values()].map(({ name, settings }) => [name, pairsOf(settings)]) };
  } catch (error) {
    if (isAssumeError(error)) return { rejected: true };
    throw error;
  }
}

/** Profiles as the SDK for JavaScript returns them: the settings of a nested block are called `block.name`. */
export type Flat = Record<string, Record<string, string>>;

const flatPair = ([key, value]: Pair): [string, string][] =>
  typeof value === 'string' ? [[key, value]] : value.map(([name, inner]) => [`${key}.${name}`, inner as string]);

/** A reading in the SDK's form, which has no order. */
export const flat = (reading: Reading): Flat | 'rejected' =>
  'rejected' in reading
    ? 'rejected'
    : Object.fromEntries(reading.profiles.map(([name, pairs]) => [name, Object.fromEntries(pairs.flatMap(flatPair))]));
