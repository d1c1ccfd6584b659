import { parseArgs } from 'node:util';
import { assume, loadProfiles, off, realWorld, type World } from './assume';
import { candidateLines, candidates } from './completion/candidates';
import type { EnvironmentChange } from './environment/change';
import { type ExportFlags, exportCredentials } from './export/export';
import { type Caller, parseCaller } from './shells/caller';
import { render } from './shells/render';
import { type Flag, flagsOf, isVerb, VERBS, type Verb } from './verbs';

/** What the function in a user's shell asks for. */
export interface Call extends Caller {
  readonly kind: 'eval' | 'complete';
  readonly words: readonly string[];
}

/** `--eval=<shell>/<version> -- <words>`, or the same with --complete; `undefined` if the words are a person's. */
export function parseCall([first = '', separator, ...words]: readonly string[]): Call | undefined {
  const [, kind, name = ''] = /^--(eval|complete)=(.*)$/.exec(first) ?? [];
  const caller = parseCaller(name);
  return kind && caller && separator === '--' ? { kind: kind as Call['kind'], ...caller, words } : undefined;
}

type Given = Readonly<Record<string, readonly (string | boolean)[]>>;

const flagOptions = (flags: readonly Flag[]) =>
  Object.fromEntries(
    flags.map(({ name, char, type }) => [
      name,
      {
        type: type === 'option' ? ('string' as const) : ('boolean' as const),
        multiple: true,
        ...(char && { short: char }),
      },
    ]),
  );

/** What follows a command; `undefined` for what oclif has to explain: an unknown flag, or value, or one missing or twice. */
function parseWords(
  verb: Verb | undefined,
  words: readonly string[],
): { flags: ExportFlags; names: readonly string[] } | undefined {
  // Most calls have no flags, and loading Node's parser takes longer than all else here.
  if (!words.some((word) => word.startsWith('-') && word !== '-')) return { flags: {}, names: words };
  const known = flagsOf(verb);
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: flagOptions(known),
      allowPositionals: true,
    });
    const given = values as Given;
    const single = known.filter(({ name, multiple }) => !multiple && given[name]);
    if (single.some(({ name }) => (given[name]?.length ?? 0) > 1)) return undefined;
    if (single.some(({ name, options }) => options && !options.includes(String(given[name]?.[0])))) return undefined;
    return {
      flags: { ...given, ...Object.fromEntries(single.map(({ name }) => [name, given[name]?.[0]])) },
      names: positionals,
    };
  } catch {
    return undefined;
  }
}

const CHANGING = ['use', 'off'];

const asksForHelp = (words: readonly string[]) =>
  words[0] === '--version' || words.some((word) => word === '--help' || word === '-h');

/** Commands that print or run something: an older function does not know them, so it is told to call them directly. */
const isForPeople = (words: readonly string[]) =>
  asksForHelp(words) || (isVerb(words[0]) && !CHANGING.includes(words[0]));

async function change(words: readonly string[], world: World): Promise<EnvironmentChange | undefined> {
  const [first, ...others] = words;
  if (first === 'off') return others.length === 0 ? off(world) : undefined;
  const parsed = parseWords(VERBS.use, first === 'use' ? others : words);
  const [profile] = parsed?.names ?? [];
  if (!parsed || parsed.names.length > 1) return undefined;
  if (profile === undefined && parsed.flags['role-arn'] === undefined) return undefined;
  return assume(profile, parsed.flags, world);
}

/**
 * Answers what the function in a user's shell asks, without loading oclif.
 * @returns the text for stdout; `undefined` to decline, and let the human lane say it properly
 * @throws AssumeError
 */
export async function answer(call: Call, world: World = realWorld): Promise<string | undefined> {
  const { kind, shell, words } = call;
  if (kind === 'complete') return candidateLines(candidates(words, () => loadProfiles(world)));
  if (isForPeople(words)) return `${shell.dialect.run(['assume', ...words])}\n`;
  const environment = await change(words, world);
  return environment && render(environment, shell.dialect);
}

/**
 * Does `assume export` without loading oclif: as a `credential_process` it runs whenever a program starts.
 * @param print writes to stdout
 * @returns the exit status; `undefined` to decline, and let the human lane say it properly
 * @throws AssumeError
 */
export async function exportQuickly(
  [verb, ...words]: readonly string[],
  print: (text: string) => void,
  world: World = realWorld,
): Promise<number | undefined> {
  const parsed = verb === 'export' ? parseWords(VERBS.export, words) : undefined;
  if (!parsed || parsed.names.length > 1) return undefined;
  await exportCredentials(parsed.names[0], parsed.flags, print, world);
  return 0;
}
