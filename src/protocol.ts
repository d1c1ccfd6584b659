import { parseArgs } from 'node:util';
import { type AssumeFlags, assume, loadProfiles, off } from './assume';
import { candidateLines, candidates } from './completion/candidates';
import type { EnvironmentChange } from './environment/change';
import { exec } from './exec/exec';
import { splitWords } from './exec/words';
import type { Call } from './shells/call';
import { render } from './shells/render';
import { type Flag, flagsOf, isVerb, VERBS, type Verb } from './verbs';
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

/** What follows a command; `undefined` for what oclif has to explain: an unknown flag, one without its value, one twice. */
function parseWords(
  verb: Verb | undefined,
  words: readonly string[],
): { flags: AssumeFlags; names: readonly string[] } | undefined {
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
 * Runs `assume exec` without loading oclif: scripts call it in loops.
 * @returns the exit status; `undefined` to decline, and let the human lane say it properly
 * @throws AssumeError
 */
export async function runQuickly(argv: readonly string[], world: World = realWorld): Promise<number | undefined> {
  if (argv[0] !== 'exec') return undefined;
  const { own, command } = splitWords(argv.slice(1));
  const parsed = command.length > 0 ? parseWords(VERBS.exec, own) : undefined;
  return parsed && parsed.names.length <= 1 ? exec(parsed.names[0], parsed.flags, command, world) : undefined;
}
