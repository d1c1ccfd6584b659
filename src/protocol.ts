import { assume, off } from './assume';
import type { EnvironmentChange } from './environment/change';
import { parseWords } from './parse';
import type { Call } from './shells/call';
import { render, renderRun } from './shells/render';
import { complete } from './tab';
import { isVerb, VERBS } from './verbs';
import { realWorld, type World } from './world';

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
  if (kind === 'complete') return complete(words, world);
  if (isForPeople(words)) return renderRun(['assume', ...words], shell.dialect);
  const environment = await change(words, world);
  return environment && render(environment, shell.dialect);
}
