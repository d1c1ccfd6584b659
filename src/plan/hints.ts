import { closest, distance } from 'fastest-levenshtein';
import { type AssumeError, type Hint, misconfigured, misuse } from '../errors';
import { location, type Profile, type Setting } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import type { PlanContext } from './planRequest';

/** How a profile is named in messages, with its place. */
export const describeProfile = (profile: Profile): string => `profile "${profile.name}" (${location(profile)})`;

/** The AWS CLI's command that writes a setting of a profile. */
export const setHint = (key: string, value: string, { name }: Profile): Hint => [
  `aws configure set ${key} ${quoteForDisplay(value)} --profile ${quoteForDisplay(name)}`,
  'changes it',
];

/** What to type to see what there is. */
export const LIST_PROFILES: Hint = ['assume list', 'shows the profiles there are'];

/** Nobody said which profile. @param help what to type to see how it is said */
export const noProfile = (help: Hint = ['assume --help', 'shows what else there is']): AssumeError =>
  misuse('Which profile? None was named.', LIST_PROFILES, help);

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

/** The profile of that name; if there is none, that is a problem, told with the name that was probably meant. */
export function findProfile(
  { profiles: { profiles, files }, problems }: PlanContext,
  name: string,
): Profile | undefined {
  const profile = profiles.get(name);
  if (profile) return profile;
  const meant = nearestName(name, [...profiles.keys()]);
  return problems.add(
    misconfigured(
      `The profile "${name}" is neither in ${files.config} nor in ${files.credentials}.`,
      meant === undefined ? LIST_PROFILES : [`assume ${quoteForDisplay(meant)}`, 'is probably what you meant'],
    ),
  );
}

/** What to type if a setting of a profile names something that is not there but nearly is. */
export function didYouMean(setting: Setting, key: string, profile: Profile, names: Iterable<string>): Hint[] {
  const meant = nearestName(setting.value, [...names]);
  return meant === undefined ? [] : [setHint(key, meant, profile)];
}
