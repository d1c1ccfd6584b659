import { COMMAND_SPECS, isCommand, subcommandsOf } from '../argv/commandManifest';
import { tokenize } from '../argv/tokenize';
import { cachedNames } from '../cache/cachedProfiles';
import { type Completion, commandCandidates, completionLines, profileCandidates } from '../completion/candidates';
import { completions, plainValue, type ValueSources } from '../completion/complete';
import { loadProfiles } from '../completion/loadProfiles';
import type { Context } from '../context';
import { isAssumeError } from '../errors';
import { FORMATS } from '../export/formats';
import { NO_PROFILES } from '../profiles/read';
import type { Profiles } from '../profiles/types';

/** Common values for `--duration`. */
const DURATIONS = ['15m', '30m', '1h', '2h', '4h', '8h', '12h'];

const FILE = 'file://';
const policies = (typed: string): Completion[] =>
  typed.startsWith(FILE)
    ? [{ kind: 'files', prefix: FILE }]
    : [{ kind: 'value', value: FILE, description: 'JSON file' }];

/** The profiles; none if the AWS files can't be read, since TAB can't report an error. */
function readableProfiles(context: Context): Profiles {
  try {
    return loadProfiles({ ...context, notify: undefined });
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    return NO_PROFILES;
  }
}

function cachedProfiles(context: Context): Completion[] {
  const profiles = readableProfiles(context);
  const cached = cachedNames(profiles, context);
  return profileCandidates(profiles).filter(({ value }) => cached.has(value));
}

const subcommands = (word: string | undefined): Completion[] =>
  isCommand(word)
    ? subcommandsOf(COMMAND_SPECS[word] as (typeof COMMAND_SPECS)[string]).map(
        ([value, { summary = '' }]): Completion => ({ kind: 'value', value, description: summary }),
      )
    : [];

/** Completes the values that the manifest doesn't list. */
const valueSources = (context: Context): ValueSources => ({
  profile: ({ flags }) =>
    flags.some(({ spec }) => spec.name === 'role-arn') ? [] : profileCandidates(readableProfiles(context)),
  'cache:clear.profile': () => cachedProfiles(context),
  'source-profile': () => profileCandidates(readableProfiles(context)),
  region: async () => (await import('../completion/regions')).regionCandidates(readableProfiles(context)),
  duration: () => DURATIONS.map(plainValue),
  format: () => [...FORMATS].map(([value, { summary }]) => ({ kind: 'value', value, description: summary })),
  policy: (_, typed) => policies(typed),
  'help.command': () => commandCandidates().map((each) => ({ ...each, kind: 'value' }) as Completion),
  'help.subcommand': ({ names }) => subcommands(names[0]),
});

/**
 * Where another program's command line starts, if the cursor is in it.
 * @param words the words after `assume` up to the cursor; the last one is being completed
 * @returns the index of its first word, counted from 0 after `assume`
 */
export function commandAtCursor(words: readonly string[]): number | undefined {
  const before = words.slice(0, -1);
  const { commandStart } = tokenize([...before, 'word']);
  // Until the command has started, a word that begins like a flag is one of ours.
  const isOurFlag = commandStart === before.length && before.at(-1) !== '--' && words.at(-1)?.startsWith('-');
  return isOurFlag ? undefined : commandStart;
}

/**
 * The lines that a shell reads at TAB.
 * @param words as for {@link commandAtCursor}
 */
export async function complete(words: readonly string[], context: Context): Promise<string> {
  const word = commandAtCursor(words);
  const found =
    word === undefined ? await completions(words, valueSources(context)) : [{ kind: 'offset', word } as const];
  return completionLines(found);
}
