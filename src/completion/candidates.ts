import { COMMAND_SPECS, isCommand } from '../argv/commandManifest';
import { summarize } from '../profiles/kind';
import type { AwsFiles, Profile, Profiles } from '../profiles/types';

/** A word that can stand at the cursor. */
export interface Candidate {
  /** What it is; a profile named like a command, which only `use` reaches, is `use`. */
  readonly kind: 'profile' | 'use' | 'command' | 'option' | 'value';
  readonly value: string;
  readonly description: string;
}

/** What is at the cursor is for the shell itself to complete. */
export type ShellCompletes =
  /** Another program's command line, which begins at the word of this number, counted from 0 after `assume`. */
  | { readonly kind: 'offset'; readonly word: number }
  /** A path behind this text. */
  | { readonly kind: 'files'; readonly prefix: string };

/** What completion answers. */
export type Completion = Candidate | ShellCompletes;

/** Account and role; otherwise where the credentials come from. */
function describe(profile: Profile, files: AwsFiles): string {
  const { account, role, source } = summarize(profile, files);
  return [account, role ?? source].filter(Boolean).join(' ');
}

/** The profiles, with account and role. */
export const profileCandidates = ({ profiles, files }: Profiles): Candidate[] =>
  [...profiles.values()].map((profile) => ({
    kind: 'profile',
    value: profile.name,
    description: describe(profile, files),
  }));

/** The commands, as words that can stand first. */
export const commandCandidates = (): Candidate[] =>
  Object.values(COMMAND_SPECS)
    .filter(({ id }) => isCommand(id))
    .map(({ id, summary = '' }) => ({ kind: 'command', value: id, description: summary }));

/** What can stand first or after `use`: profiles and commands. */
export const firstWords = (profiles: Profiles): Candidate[] => [
  ...profileCandidates(profiles).map((each): Candidate => (isCommand(each.value) ? { ...each, kind: 'use' } : each)),
  ...commandCandidates(),
];

function fieldsOf(completion: Completion): [value: string, description: string, kind?: string] {
  switch (completion.kind) {
    case 'offset':
      return ['', String(completion.word), 'offset'];
    case 'files':
      return ['', completion.prefix, 'files'];
    case 'profile':
      return [completion.value, completion.description];
    default:
      return [completion.value, completion.description, completion.kind];
  }
}

/**
 * What the scripts in `shell/` read: `value<TAB>description`, with the kind as a third field for all but profiles. A line
 * without a value tells the shell what to complete by itself. Names with control characters are left out, since they would
 * break the line, or the terminal; in a description such characters become blanks.
 */
export const completionLines = (list: readonly Completion[]): string =>
  list
    .map(fieldsOf)
    .filter(([value]) => !/\p{Cc}/u.test(value))
    .map(([value, description, ...kind]) => `${[value, description.replace(/\p{Cc}+/gu, ' '), ...kind].join('\t')}\n`)
    .join('');
