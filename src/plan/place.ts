import { type AssumeError, type Hint, misuse } from '../errors';
import { place } from '../profiles/place';
import type { Profile } from '../profiles/types';
import { typedWord } from '../word';

/** How a profile is named in messages, with its place. */
export const called = (profile: Profile): string => `profile "${profile.name}" (${place(profile)})`;

/** The AWS CLI's command that writes a setting of a profile. */
export const toSet = (key: string, value: string, { name }: Profile): Hint => [
  `aws configure set ${key} ${typedWord(value)} --profile ${typedWord(name)}`,
  'changes it',
];

/** What to type to see what there is. */
export const LIST: Hint = ['assume list', 'shows the profiles there are'];

/** Nobody said which profile. @param help what to type to see how it is said */
export const noProfile = (help: Hint = ['assume --help', 'shows what else there is']): AssumeError =>
  misuse('Which profile? None was named.', LIST, help);
