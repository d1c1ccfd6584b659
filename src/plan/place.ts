import { AssumeError, EXIT, type Hint } from '../errors';
import type { Profile, Section, Setting } from '../profiles/types';
import { typedWord } from '../word';

/** `file:line`, as editors understand it. */
export const place = ({ file, line }: Setting | Section): string => `${file}:${line}`;

/** A profile that cannot work: AWS is not asked. */
export const refuse = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.configuration, hints });

/** A command line that cannot work: AWS is not asked. */
export const misuse = (message: string, ...hints: Hint[]): AssumeError =>
  new AssumeError(message, { exitCode: EXIT.usage, hints });

/** How a profile is named in messages, with its place. */
export const called = (profile: Profile): string => `profile "${profile.name}" (${place(profile)})`;

/** The AWS CLI's command that writes a setting of a profile. */
export const toSet = (key: string, value: string, { name }: Profile): Hint => [
  `aws configure set ${key} ${typedWord(value)} --profile ${typedWord(name)}`,
  'changes it',
];

/** What to type to see what there is. */
export const LIST: Hint = ['assume list', 'shows the profiles there are'];
