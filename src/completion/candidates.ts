import { summarize } from '../profiles/summary';
import type { AwsFiles, Profile, Profiles } from '../profiles/types';
import { flagsOf, isVerb, VERBS, type Verb, valueFlags } from '../verbs';

/** A word that may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
  /** It is a command, where profiles may stand too. */
  readonly isCommand?: boolean;
}

/** Account and role; else where the credentials come from. */
function describe(profile: Profile, files: AwsFiles): string {
  const { account, role, source } = summarize(profile, files);
  return [account, role ?? source].filter(Boolean).join(' ');
}

const profileCandidates = ({ profiles, files }: Profiles): Candidate[] =>
  [...profiles.values()].map((profile) => ({ value: profile.name, description: describe(profile, files) }));

/** The commands, as words that may stand first. */
export const commandCandidates = (): Candidate[] =>
  Object.entries(VERBS).map(([value, { summary = '' }]) => ({ value, description: summary, isCommand: true }));

/** What may stand first: a profile, or a command. */
export const firstWords = (profiles: Profiles): Candidate[] => [...profileCandidates(profiles), ...commandCandidates()];

const HELP: Candidate = { value: '--help', description: 'Show help' };
const VERSION: Candidate = { value: '--version', description: 'Show the version' };

function flagCandidates(before: readonly string[]): Candidate[] {
  const [first] = before;
  const flags = flagsOf(VERBS[isVerb(first) ? first : 'use']).map(({ name, summary = '' }) => ({
    value: `--${name}`,
    description: summary,
  }));
  return before.length === 0 ? [...flags, HELP, VERSION] : [...flags, HELP];
}

/** The flags of all commands that the next word is the value of: one name is one flag everywhere. */
const VALUE_FLAGS = valueFlags(Object.values(VERBS).flatMap(flagsOf));

const isFlag = (word: string | undefined) => word?.startsWith('-') ?? false;
const takesValue = (word: string | undefined) => VALUE_FLAGS.has(word ?? '');

const known = (options: readonly string[] = []): Candidate[] => options.map((value) => ({ value, description: '' }));

/** What may follow a command: a profile, or one of the values that its argument knows. */
function argumentCandidates(verb: Verb | undefined, profiles: () => Profiles): Candidate[] {
  const [argument] = Object.values(verb?.args ?? {});
  if (argument?.name === 'profile') return profileCandidates(profiles());
  return known(argument?.options);
}

/**
 * What may stand at the cursor; the shell keeps those that begin with what is typed.
 * @param words the words after `assume` up to the cursor; the last one is being completed
 */
export function candidates(words: readonly string[], profiles: () => Profiles): Candidate[] {
  const before = words.slice(0, -1);
  const [first, ...others] = before.filter((word, at) => !isFlag(word) && !takesValue(before[at - 1]));
  // From its command on, an `exec` line is that command's.
  if (first === 'exec' && others.length > 1) return [];
  if (isFlag(words.at(-1))) return flagCandidates(before);
  if (takesValue(before.at(-1))) return known(VALUE_FLAGS.get(before.at(-1) ?? '')?.options);
  if (first === undefined) return firstWords(profiles());
  return others.length === 0 ? argumentCandidates(isVerb(first) ? VERBS[first] : undefined, profiles) : [];
}

/** `value<TAB>description`, with a third field for a command; nothing for a name that would break the line. */
export const candidateLines = (list: readonly Candidate[]): string =>
  list
    .map(({ value, description, isCommand }) => [value, description, ...(isCommand ? ['command'] : [])])
    .filter((fields) => !fields.some((field) => /[\t\r\n]/.test(field)))
    .map((fields) => `${fields.join('\t')}\n`)
    .join('');
