import { COMMAND_SPECS, isCommand } from '../argv/commandManifest';
import { splitWords } from '../argv/execWords';
import { parseWords } from '../argv/parse';
import { assume, off } from '../assume';
import { realWorld, type World } from '../context';
import type { EnvironmentChange } from '../environment/change';
import { exec } from '../exec/exec';
import { exportCredentials } from '../export/export';
import { upgradeNotice } from '../install/installHints';
import { upgradeScripts } from '../install/upgradeScripts';
import { ROOT } from '../packageRoot';
import { type Call, parseCall } from '../shells/call';
import { render, renderRun } from '../shells/render';
import { SHELLS } from '../shells/table';
import { write } from '../terminal/output';
import { report } from '../terminal/report';
import { refuseTty } from '../terminal/secret';
import { complete } from './completion';

const CHANGING = ['use', 'off'];

const asksForHelp = (words: readonly string[]) =>
  words[0] === '--version' || words.some((word) => word === '--help' || word === '-h');

/** Commands that print or run something: an older function does not know them, so it is told to call them directly. */
const isForPeople = (words: readonly string[]) =>
  asksForHelp(words) || (isCommand(words[0]) && !CHANGING.includes(words[0]));

async function change(words: readonly string[], world: World): Promise<EnvironmentChange | undefined> {
  const [first, ...others] = words;
  if (first === 'off') return others.length === 0 ? off(world) : undefined;
  const parsed = parseWords(COMMAND_SPECS.use, first === 'use' ? others : words);
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

async function runExec(words: readonly string[], world: World): Promise<number | undefined> {
  const { own, command } = splitWords(words);
  const parsed = command.length > 0 ? parseWords(COMMAND_SPECS.exec, own) : undefined;
  return parsed && parsed.names.length <= 1 ? exec(parsed.names[0], parsed.flags, command, world) : undefined;
}

async function runExport(words: readonly string[], print: (text: string) => void, world: World) {
  const parsed = parseWords(COMMAND_SPECS.export, words);
  if (!parsed || parsed.names.length > 1) return undefined;
  await exportCredentials(parsed.names[0], parsed.flags, print, world);
  return 0;
}

/**
 * Runs the commands that other programs call, without loading oclif: `exec` in a script's loop, `export` as a
 * `credential_process` whenever a program starts.
 * @param print writes to stdout
 * @returns the exit status; `undefined` to decline, and let the human lane say it properly
 * @throws AssumeError
 */
export async function runDirectly(
  [verb, ...words]: readonly string[],
  print: (text: string) => void,
  world: World = realWorld,
): Promise<number | undefined> {
  if (verb === 'exec') return runExec(words, world);
  return verb === 'export' ? runExport(words, print, world) : undefined;
}

const print = (text: string) => write(1, text);

/**
 * A shell that waits for what it captures ignores Ctrl-Z, and has what it starts ignore it too. Node begins with the
 * signal's default again: it would stop, and nobody could ever continue it. PowerShell stops, and is continued, with us.
 */
function goOnAtCtrlZ({ kind, shell }: Call): void {
  if (kind === 'eval' && shell.name !== 'powershell') process.on('SIGTSTP', () => {});
}

/** The machine lane answers what a shell asks; what it declines, and what a person types, is oclif's. */
async function lane(argv: readonly string[]): Promise<number> {
  const call = parseCall(argv);
  if (call) goOnAtCtrlZ(call);
  if (!argv.includes('--no-cache')) upgradeScripts(call ? [call.shell] : SHELLS, ROOT, process.env);
  const notice = call && upgradeNotice(call);
  if (notice) write(2, `${notice}\n`);
  const text = call && (await answer(call));
  if (text === undefined) return (await runDirectly(argv, print)) ?? (await import('./oclif')).run(argv);
  if (call?.kind === 'eval') await refuseTty();
  print(text);
  return 0;
}

/**
 * Does what the words say. What goes wrong is told on stderr.
 * @returns the exit status
 */
export const run = (argv: readonly string[]): Promise<number> =>
  lane(argv).catch((error) => report(error, process.env));
