import { type FlagSpec, isCommand, subcommandsOf } from '../argv/commandManifest';
import { tokenize } from '../argv/tokenize';
import { argumentAt, findFlag, type Tokens } from '../argv/tokens';
import { type Completion, commandCandidates } from './candidates';

type Completions = readonly Completion[];

/**
 * Complete the values of flags and arguments that the manifest doesn't list, by name or by command and name
 * (`cache:clear.profile`). The latter take precedence.
 * @param before the command line before the word
 * @param typed the part of the word that has been typed
 */
export type ValueSources = Readonly<
  Record<string, (before: Tokens, typed: string) => Completions | Promise<Completions>>
>;

/** A value without a description. */
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

/** The flags that can still be given: each once, unless it is repeatable. */
function flagCandidates({ spec, flags }: Tokens, position: 'first' | 'later'): Completion[] {
  const given = flags.map((flag) => flag.spec);
  const left = Object.values(spec.flags).filter(
    (flag) => flag.multiple || !given.some((other) => other === flag || excludes(other, flag) || excludes(flag, other)),
  );
  const standard = [
    { name: 'help', summary: 'Show help' },
    ...(position === 'first' ? [{ name: 'version', summary: 'Show the version' }] : []),
  ];
  return [...left, ...standard].map(({ name, summary = '' }) => ({
    kind: 'option',
    value: `--${name}`,
    description: summary,
  }));
}

/** Completes a word such as `--region=eu`. */
async function joinedCandidates(word: string, before: Tokens, sources: ValueSources): Promise<Completions> {
  const [, name = '', typed = ''] = /^(--.*?)=(.*)$/s.exec(word) ?? [];
  const flag = findFlag(before.spec, name);
  if (flag?.type !== 'option') return [];
  return (await valuesOf(flag, typed, before, sources)).map((each): Completion => {
    if (each.kind === 'offset') return each;
    if (each.kind === 'files') return { ...each, prefix: `${name}=${each.prefix}` };
    return { ...each, value: `${name}=${each.value}` };
  });
}

/**
 * Completes the word at the cursor. The shell keeps the candidates that begin with what has been typed, or else the profiles
 * whose name or account number contains it.
 * @param words the words after `assume` up to the cursor; the last one is being completed
 */
export async function completions(words: readonly string[], sources: ValueSources): Promise<Completions> {
  const word = words.at(-1) ?? '';
  const before = tokenize(words.slice(0, -1));
  const { spec, awaits, names, ended } = before;
  if (awaits) return valuesOf(awaits, word, before, sources);
  const isFirst = words.length <= 1;
  if (word.startsWith('-') && !ended) {
    return word.includes('=')
      ? joinedCandidates(word, before, sources)
      : flagCandidates(before, isFirst ? 'first' : 'later');
  }
  const argument = argumentAt(spec, names.length);
  const found = argument ? await valuesOf(argument, word, before, sources) : [];
  if (isFirst) {
    return [...found.filter((each) => each.kind !== 'profile' || !isCommand(each.value)), ...commandCandidates()];
  }
  const subcommands = words.length === 2 ? subcommandsOf(spec) : [];
  return [
    ...found,
    ...subcommands.map(([value, { summary = '' }]): Completion => ({ kind: 'value', value, description: summary })),
  ];
}
