import { parseArgs } from 'node:util';
import { assume, loadProfiles, off, realWorld, type World } from './assume';
import { candidateLines, candidates } from './completion/candidates';
import type { EnvironmentChange } from './environment/change';
import { type Caller, parseCaller } from './shells/caller';
import { render } from './shells/render';
import { flagsOf, isVerb, VERBS } from './verbs';

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

type Flags = Readonly<Record<string, string | undefined>>;

const flagOptions = () =>
  Object.fromEntries(
    flagsOf(VERBS.use).map(({ name, char, type }) => [
      name,
      {
        type: type === 'option' ? ('string' as const) : ('boolean' as const),
        multiple: true,
        ...(char && { short: char }),
      },
    ]),
  );

/** What follows `use`; `undefined` for what oclif has to explain: an unknown flag, one without its value, one twice. */
function parseUse(words: readonly string[]): { flags: Flags; names: readonly string[] } | undefined {
  // Most calls have no flags, and loading Node's parser takes longer than all else here.
  if (!words.some((word) => word.startsWith('-') && word !== '-')) return { flags: {}, names: words };
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: flagOptions(), allowPositionals: true });
    const given = Object.entries(values as Record<string, string[]>);
    if (given.some(([, texts]) => texts.length > 1)) return undefined;
    return { flags: Object.fromEntries(given.map(([name, [text]]) => [name, text])), names: positionals };
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
  if (!parsed || profile === undefined || parsed.names.length > 1) return undefined;
  return assume(profile, { region: parsed.flags.region, mfaToken: parsed.flags['mfa-token'] }, world);
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
