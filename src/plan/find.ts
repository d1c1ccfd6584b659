import { closest, distance } from 'fastest-levenshtein';
import type { Profile, Profiles } from '../profiles/types';
import { typedWord } from '../word';
import { LIST, refuse } from './place';

/** The existing name that was probably meant, if any is near: a third of the letters may differ, or more may follow. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const longer = names.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  if (longer.length > 0) return longer.sort((a, b) => a.length - b.length)[0];
  if (names.length === 0) return undefined;
  const best = closest(
    wanted,
    names.map((candidate) => candidate.toLowerCase()),
  );
  return distance(wanted, best) <= Math.max(1, Math.ceil(name.length / 3))
    ? names.find((candidate) => candidate.toLowerCase() === best)
    : undefined;
}

/**
 * The profile of that name.
 * @throws AssumeError (exit 3) if there is none, with the name that was probably meant
 */
export function findProfile({ profiles, files }: Profiles, name: string): Profile {
  const profile = profiles.get(name);
  if (profile) return profile;
  const meant = nearestName(name, [...profiles.keys()]);
  throw refuse(
    `The profile "${name}" is neither in ${files.config} nor in ${files.credentials}.`,
    meant === undefined ? LIST : [`assume ${typedWord(meant)}`, 'is probably what you meant'],
  );
}
