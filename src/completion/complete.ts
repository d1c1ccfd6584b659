import { type FlagSpec, flagsOf, isCommand } from '../argv/commandManifest';
import { type Candidate, commandCandidates } from './candidates';
import { type Before, findFlag, readBefore } from './words';

type Found = readonly Candidate[];

/**
 * What a flag or an argument can be, by its name, or by the words before it too (`cache.clear.profile`): for all that the
 * manifest does not know.
 */
export type Values = Readonly<Record<string, (before: Before, typed: string) => Found | Promise<Found>>>;

/** A word of which nothing more is known. */
export const plainValue = (value: string): Candidate => ({ value, description: '', kind: 'value' });

interface Named {
  readonly name: string;
  readonly options?: readonly string[];
}

async function valuesOf({ name, options = [] }: Named, typed: string, before: Before, values: Values): Promise<Found> {
  const here = [before.name, ...before.names, name].join('.');
  return (values[here] ?? values[name])?.(before, typed) ?? options.map(plainValue);
}

const excludes = (one: FlagSpec, other: FlagSpec) => one.exclusive?.includes(other.name) ?? false;

/** The flags that can still be given: each once, but for those that may be several. */
function optionCandidates({ verb, given }: Before, isFirst: boolean): Candidate[] {
  const flags = flagsOf(verb).filter(
    (flag) => flag.multiple || !given.some((other) => other === flag || excludes(other, flag) || excludes(flag, other)),
  );
  const questions = [
    { name: 'help', summary: 'Show help' },
    ...(isFirst ? [{ name: 'version', summary: 'Show the version' }] : []),
  ];
  return [...flags, ...questions].map(({ name, summary = '' }) => ({
    value: `--${name}`,
    description: summary,
    kind: 'option',
  }));
}

/** `--flag=` with what may stand behind it. */
async function joinedCandidates(word: string, before: Before, values: Values): Promise<Found> {
  const [, name = '', typed = ''] = /^(--.*?)=(.*)$/s.exec(word) ?? [];
  const flag = findFlag(before.verb, name);
  if (flag?.type !== 'option') return [];
  const found = await valuesOf(flag, typed, before, values);
  return found.map((each) =>
    each.kind === 'files'
      ? { ...each, description: `${name}=${each.description}` }
      : { ...each, value: `${name}=${each.value}`, kind: 'value' },
  );
}

/**
 * What may stand at the cursor; the shell keeps those that begin with what is typed.
 * @param words the words after `assume` up to the cursor; the last one is being completed
 */
export async function candidates(words: readonly string[], values: Values): Promise<Found> {
  const word = words.at(-1) ?? '';
  const before = readBefore(words.slice(0, -1));
  const { verb, awaits, names, ended } = before;
  if (awaits) return valuesOf(awaits, word, before, values);
  const isFirst = words.length <= 1;
  if (word.startsWith('-') && !ended)
    return word.includes('=') ? joinedCandidates(word, before, values) : optionCandidates(before, isFirst);
  const argument = Object.values(verb?.args ?? {})[names.length];
  const found = argument ? await valuesOf(argument, word, before, values) : [];
  return isFirst ? [...found.filter((each) => !isCommand(each.value)), ...commandCandidates()] : found;
}
