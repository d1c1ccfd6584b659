import { type Env, shortenHome } from '../platform/env';
import type { Files } from '../platform/files';
import { readProfiles } from '../profiles/read';
import type { Profiles } from '../profiles/types';
import { type KeptProfiles, refreshProfileList, statesNow } from './profileList';

/** What reading the profiles takes. */
export interface LoadContext {
  readonly env: Env;
  readonly files: Files;
  readonly now: () => Date;
  /** Absent if no files may be written. */
  readonly cache?: unknown;
  readonly kept?: KeptProfiles | undefined;
  /** Absent where broken settings aren't to be mentioned. */
  readonly notify?: ((line: string) => void) | undefined;
}

function currentProfiles({ env, files, cache, now, kept }: LoadContext): Profiles {
  if (kept?.states !== undefined && kept.states === statesNow(env, files)) return kept.profiles;
  const read = () => readProfiles(files, env);
  return cache ? refreshProfileList(env, files, read, now()) : read();
}

/**
 * Reads the profiles, unless they have been and are what they were. If files may be written, the list that TAB reads is
 * rewritten when the AWS files have changed. Warns of settings that can't be read.
 * @throws AssumeError (exit 3) as {@link readProfiles} does
 */
export function loadProfiles(context: LoadContext): Profiles {
  const profiles = currentProfiles(context);
  const { failure } = profiles.userSettings;
  if (failure) context.notify?.(shortenHome(`${failure.message} Using the default settings.`, context.env));
  return profiles;
}

/**
 * Reads the profiles for a question that comes before the command, which gets them as `kept` and gives the warnings.
 * @throws AssumeError (exit 3) as {@link loadProfiles} does
 */
export function readAhead(context: LoadContext): KeptProfiles {
  const states = statesNow(context.env, context.files); // before they are read
  return { states, profiles: loadProfiles({ ...context, notify: undefined }) };
}
