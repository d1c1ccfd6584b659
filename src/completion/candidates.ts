import { COMMAND_SPECS, isCommand } from '../argv/commandManifest';
import { summarize } from '../profiles/kind';
import type { AwsFiles, Profile, Profiles } from '../profiles/types';

/** A word that may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
  /**
   * What it is, if it is no profile that may stand first: `use` is one that is called like a command. The last two are no
   * candidates but tell the shell what to complete by itself; their value is empty. `offset`: the command that begins at
   * the word of this number, counted from 0 after `assume`. `files`: a path behind this text.
   */
  readonly kind?: 'use' | 'command' | 'option' | 'value' | 'offset' | 'files';
}

/** Account and role; else where the credentials come from. */
function describe(profile: Profile, files: AwsFiles): string {
  const { account, role, source } = summarize(profile, files);
  return [account, role ?? source].filter(Boolean).join(' ');
}

export const profileCandidates = ({ profiles, files }: Profiles): Candidate[] =>
  [...profiles.values()].map((profile) => ({ value: profile.name, description: describe(profile, files) }));

/** The commands, as words that may stand first. */
export const commandCandidates = (): Candidate[] =>
  Object.entries(COMMAND_SPECS).map(([value, { summary = '' }]) => ({ value, description: summary, kind: 'command' }));

/** What may stand first or after `use`: profiles and commands. */
export const firstWords = (profiles: Profiles): Candidate[] => [
  ...profileCandidates(profiles).map((each): Candidate => (isCommand(each.value) ? { ...each, kind: 'use' } : each)),
  ...commandCandidates(),
];

/**
 * `value<TAB>description`, with a third field for what is no profile. Nothing for a name with control characters: it would
 * break the line, or the terminal. In a description they become blanks.
 */
export const candidateLines = (list: readonly Candidate[]): string =>
  list
    .filter(({ value }) => !/\p{Cc}/u.test(value))
    .map(({ value, description, kind }) => [value, description.replace(/\p{Cc}+/gu, ' '), ...(kind ? [kind] : [])])
    .map((fields) => `${fields.join('\t')}\n`)
    .join('');
