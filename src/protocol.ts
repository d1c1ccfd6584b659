import { parseArgs } from 'node:util';
import { type AssumeFlags, assume, loadProfiles, off } from './assume';
import { candidateLines, candidates } from './completion/candidates';
import type { EnvironmentChange } from './environment/change';
import type { Call } from './shells/call';
import { render } from './shells/render';
import { type Flag, flagsOf, isVerb, VERBS } from './verbs';
import { realWorld, type World } from './world';

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

/** What follows `use`; `undefined` for what oclif has to explain: an unknown flag, one without its value, one twice. */
function parseUse(words: readonly string[]): { flags: AssumeFlags; names: readonly string[] } | undefined {
  // Most calls have no flags, and loading Node's parser takes longer than all else here.
  if (!words.some((word) => word.startsWith('-') && word !== '-')) return { flags: {}, names: words };
  const known = flagsOf(VERBS.use);
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: flagOptions(known),
      allowPositionals: true,
    });
    const given = values as Given;
    const single = known.filter(({ name, multiple }) => !multiple && given[name]);
    if (single.some(({ name }) => (given[name]?.length ?? 0) > 1)) return undefined;
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
  const parsed = parseUse(first === 'use' ? others : words);
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
