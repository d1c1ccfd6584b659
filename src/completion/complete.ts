import { type FlagSpec, isCommand, subcommandsOf } from '../argv/commandManifest';
import { tokenize } from '../argv/tokenize';
import { findFlag, type Tokens } from '../argv/tokens';
import { type Completion, commandCandidates } from './candidates';

type Found = readonly Completion[];

/**
 * The values of flags and arguments that the manifest can't list, by name, or by command and name
 * (`cache:clear.profile`), which comes first.
 */
export type ValueSources = Readonly<Record<string, (before: Tokens, typed: string) => Found | Promise<Found>>>;

/** A word about which nothing more is known. */
export const plainValue = (value: string): Completion => ({ kind: 'value', value, description: '' });

interface Named {
  readonly name: string;
  readonly options?: readonly string[];
}

async function valuesOf({ name, options = [] }: Named, typed: string, before: Tokens, sources: ValueSources) {
  const source = sources[`${before.spec.id}.${name}`] ?? sources[name];
  return source?.(before, typed) ?? options.map(plainValue);
}

const excludes = (one: FlagSpec, other: FlagSpec) => one.exclusive?.includes(other.name) ?? false;

/** The flags that can still be given: each once, except for repeatable ones. */
function optionCandidates({ spec, flags }: Tokens, isFirst: boolean): Completion[] {
  const given = flags.map((flag) => flag.spec);
  const left = Object.values(spec.flags).filter(
    (flag) => flag.multiple || !given.some((other) => other === flag || excludes(other, flag) || excludes(flag, other)),
  );
  const questions = [
    { name: 'help', summary: 'Show help' },
    ...(isFirst ? [{ name: 'version', summary: 'Show the version' }] : []),
  ];
  return [...left, ...questions].map(({ name, summary = '' }) => ({
    kind: 'option',
    value: `--${name}`,
    description: summary,
  }));
}

/** `--flag=` with the values that can follow. */
async function joinedCandidates(word: string, before: Tokens, sources: ValueSources): Promise<Found> {
  const [, name = '', typed = ''] = /^(--.*?)=(.*)$/s.exec(word) ?? [];
  const flag = findFlag(before.spec, name);
  if (flag?.type !== 'option') return [];
  return (await valuesOf(flag, typed, before, sources)).map((each): Completion => {
    if (each.kind === 'offset') return each;
    if (each.kind === 'files') return { ...each, prefix: `${name}=${each.prefix}` };
    return { ...each, value: `${name}=${each.value}`, kind: 'value' };
  });
}

/**
 * What can stand at the cursor; the shell keeps what begins as typed.
 * @param words the words after `assume` up to the cursor; the last one is being completed
 */
export async function completions(words: readonly string[], sources: ValueSources): Promise<Found> {
  const word = words.at(-1) ?? '';
  const before = tokenize(words.slice(0, -1));
  const { spec, awaits, names, ended } = before;
  if (awaits) return valuesOf(awaits, word, before, sources);
  const isFirst = words.length <= 1;
  if (word.startsWith('-') && !ended) {
    return word.includes('=') ? joinedCandidates(word, before, sources) : optionCandidates(before, isFirst);
  }
  const argument = Object.values(spec.args)[names.length];
  const found = argument ? await valuesOf(argument, word, before, sources) : [];
  if (isFirst)
    return [...found.filter((each) => each.kind !== 'profile' || !isCommand(each.value)), ...commandCandidates()];
  const subcommands = words.length === 2 ? subcommandsOf(spec) : [];
  return [
    ...found,
    ...subcommands.map(([value, { summary = '' }]): Completion => ({ kind: 'value', value, description: summary })),
  ];
}
