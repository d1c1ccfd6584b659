import type { AssumeError } from '../errors';
import { misconfigured, misuse } from '../errors';
import { place } from '../profiles/place';
import type { Profile, Setting } from '../profiles/types';
import { toSet } from './place';

/** A value that somebody gave, in a file or on the command line. */
export interface Given {
  readonly text: string;
  /** Its parts: a flag is there several times, a setting has commas. */
  readonly parts: readonly string[];
  /** `file:line`, or the flag. */
  readonly place: string;
  /** What is told about it, such as `must be a number`, and a value that would do. It is not repeated: it may be a secret. */
  wrong(what: string, example?: string): AssumeError;
}

/** A setting of a profile. If it is wrong, the configuration is. */
export const fromSetting = (profile: Profile, key: string, setting: Setting): Given => ({
  text: setting.value,
  parts: setting.value.split(',').flatMap((part) => part.trim() || []),
  place: place(setting),
  wrong: (what, example) =>
    misconfigured(
      `${key} of the profile "${profile.name}" (${place(setting)}) ${what}.`,
      ...(example === undefined ? [] : [toSet(key, example, profile)]),
    ),
});

/** A flag. If it is wrong, the command line is. */
export const fromFlag = (flag: string, value: string | readonly string[]): Given => ({
  text: [value].flat().join(','),
  parts: [value].flat(),
  place: `--${flag}`,
  wrong: (what, example) => misuse(`--${flag} ${what}${example === undefined ? '' : `, such as ${example}`}.`),
});
