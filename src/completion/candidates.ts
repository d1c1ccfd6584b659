import { firstCommandWords, isCommand } from '../argv/commandManifest';
import { summarize } from '../profiles/kind';
import type { AwsFiles, Profile, Profiles } from '../profiles/types';
import { hasControlCharacter, replaceControlCharacters } from '../util/controlCharacters';
import { escapeInvisible, hasInvisibleCharacter } from '../util/invisible';

/** A word to offer at the cursor. */
export interface Candidate {
  /** What the word is. A profile named like a command, which only `assume use` reaches, is `use`. */
  readonly kind: 'profile' | 'use' | 'command' | 'option' | 'value';
  readonly value: string;
  readonly description: string;
}

/** An instruction: the shell completes the word at the cursor by itself. */
export type Delegation =
  /** As part of another program's command line, which starts at this word, counted from 0 after `assume`. */
  | { readonly kind: 'offset'; readonly word: number }
  /** As a path after this text. */
  | { readonly kind: 'files'; readonly prefix: string };

/** One answer to TAB. */
export type Completion = Candidate | Delegation;

/** Account and role, or the kind of credentials; then the name, if that can't be seen as it is. */
function describe(profile: Profile, files: AwsFiles): string {
  const { account, role, source } = summarize(profile, files);
  const name = hasInvisibleCharacter(profile.name) ? escapeInvisible(profile.name) : undefined;
  return [account, role ?? source, name].filter(Boolean).join(' ');
}

/** The profiles, in the order of the AWS files. */
export const profileCandidates = ({ profiles, files }: Profiles): Candidate[] =>
  [...profiles.values()].map((profile) => ({
    kind: 'profile',
    value: profile.name,
    description: describe(profile, files),
  }));

/**
 * The commands, as first words. An alias has a description of its own: where two groups have candidates that share one, zsh
 * 5.9 lists all names first, then all descriptions.
 */
export const commandCandidates = (): Candidate[] =>
  [...firstCommandWords()].map(([value, { id, summary = '' }]) => ({
    kind: 'command',
    value,
    description: value === id ? summary : `Same as ${id}`,
  }));

/** Every first word: profiles and commands. */
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
 * The lines that the scripts in `shell/` read: `value<TAB>description`, with the kind as a third field for all but profiles.
 * A line without a value is a {@link Delegation}. Values with control characters are left out, since they would break the
 * line or the terminal; in a description such characters become blanks, and what can't be seen is escaped.
 */
export const completionLines = (list: readonly Completion[]): string =>
  list
    .map(fieldsOf)
    .filter(([value]) => !hasControlCharacter(value))
    .map(
      ([value, description, ...kind]) =>
        `${[value, escapeInvisible(replaceControlCharacters(description, ' ')), ...kind].join('\t')}\n`,
    )
    .join('');
