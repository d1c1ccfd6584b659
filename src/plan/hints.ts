import { AssumeError, EXIT, type Hint, misuse } from '../errors';
import { location, type Profile, type Profiles, type Setting } from '../profiles/types';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { headerNotes, type SectionKind } from './headers';
import type { PlanContext } from './types';

/** A profile and its location as a message begins with them: `Profile "prod" (/home/ada/.aws/config:3)`. */
export const describeProfile = (profile: Profile): string => `Profile "${profile.name}" (${location(profile)})`;

/** The AWS CLI command that sets a key of a profile. */
export const setHint = (key: string, value: string, { name }: Profile, label: string): Hint => [
  `aws configure set ${key} ${quoteForDisplay(value)} --profile ${quoteForDisplay(name)}`,
  label,
];

/** Shows the profiles to choose from. */
export const LIST_PROFILES: Hint = ['assume list', 'Run'];

/** A command line without a profile (exit 2). @param help where else to look, beside the list of profiles */
export const noProfile = (...help: Hint[]): AssumeError => misuse('No profile given.', LIST_PROFILES, ...help);

/**
 * The existing name that was probably meant: the shortest that starts with what was typed, in any case, or else the
 * nearest one if at most a third of the letters differ.
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  if (typed === '') return undefined;
  const wanted = typed.toLowerCase();
  const longer = names.filter((name) => name.toLowerCase().startsWith(wanted));
  if (longer.length > 0) return longer.sort((a, b) => a.length - b.length)[0];
  if (names.length === 0) return undefined;
  // Loaded only here: it allocates a quarter of a megabyte.
  const { closest, distance }: typeof import('fastest-levenshtein') = require('fastest-levenshtein');
  const best = closest(
    wanted,
    names.map((name) => name.toLowerCase()),
  );
  return distance(wanted, best) <= Math.max(1, Math.ceil(typed.length / 3))
    ? names.find((name) => name.toLowerCase() === best)
    : undefined;
}

/**
 * The profile of that name. Without one, adds a problem (exit 3) that names the header it stands under by mistake, or
 * suggests the nearest name.
 * @param command the command to suggest it for, as the words after `assume`
 */
export function findProfile({ profiles, problems }: PlanContext, name: string, command?: string): Profile | undefined {
  const profile = profiles.profiles.get(name);
  if (profile) return profile;
  const { config, credentials } = profiles.files;
  const notes = headerNotes('profile', name, profiles);
  const meant = nearestName(name, [...profiles.profiles.keys()]);
  const hint: Hint =
    meant === undefined
      ? LIST_PROFILES
      : [['assume', ...(command ? [command] : []), quoteForDisplay(meant)].join(' '), 'Did you mean'];
  return problems.add(
    new AssumeError(`Profile "${name}" not found in ${config} or ${credentials}.`, {
      exitCode: EXIT.configuration,
      notes,
      hints: notes.length > 0 ? [] : [hint],
    }),
  );
}

/** Sets the key to the nearest existing name; empty if none is near. */
export function didYouMean(key: string, setting: Setting, profile: Profile, names: Iterable<string>): Hint[] {
  const meant = nearestName(setting.value, [...names]);
  return meant === undefined ? [] : [setHint(key, meant, profile, 'Did you mean')];
}

/** The settings that name another section: its kind, and where the existing ones are. */
const REFERENCES = {
  source_profile: ['profile', 'profiles'],
  sso_session: ['sso-session', 'ssoSessions'],
  services: ['services', 'services'],
} as const satisfies Readonly<Record<string, readonly [SectionKind, keyof Profiles]>>;

/** Whether the role chain of a profile leads through another one, or begins with it. */
function leadsTo(goal: Profile, name: string, { profiles }: Profiles): boolean {
  const seen = new Set<Profile>();
  for (
    let at = profiles.get(name);
    at && !seen.has(at);
    at = profiles.get(at.settings.get('source_profile')?.value ?? '')
  ) {
    if (at === goal) return true;
    seen.add(at);
  }
  return false;
}

/**
 * A setting that names a profile or section that does not exist (exit 3), with the header it stands under by mistake, or the
 * nearest name that does exist; never one that would make a source_profile loop.
 * @param fallback the next step if none of them is near
 */
export function danglingName(
  key: keyof typeof REFERENCES,
  setting: Setting,
  profile: Profile,
  profiles: Profiles,
  ...fallback: Hint[]
): AssumeError {
  const [kind, member] = REFERENCES[key];
  const notes = headerNotes(kind, setting.value, profiles);
  const names = [...profiles[member].keys()].filter((name) => kind !== 'profile' || !leadsTo(profile, name, profiles));
  const meant = didYouMean(key, setting, profile, names);
  return new AssumeError(
    `${key} "${setting.value}" of profile "${profile.name}" (${location(setting)}) does not exist.`,
    {
      exitCode: EXIT.configuration,
      notes,
      hints: notes.length > 0 ? [] : meant.length > 0 ? meant : fallback,
    },
  );
}
