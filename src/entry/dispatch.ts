import { tokenize } from '../argv/tokenize';
import { optionsOf, type Tokens } from '../argv/tokens';
import type { Context } from '../context';
import { misuse } from '../errors';
import { upgradeScripts } from '../install/initScript';
import { notIntegrated, upgradeNotice } from '../install/installHints';
import type { Handler, Outcome } from '../outcome';
import { useCompileCache } from '../platform/compileCache';
import { parseCall, type ShellCall } from '../shells/call';
import { parentShell } from '../shells/parentShell';
import { SHELLS } from '../shells/table';
import { complete } from './completion';
import { emit } from './emit';
import { HANDLERS } from './handlers';

export { createContext } from '../context';

/** The commands that change the caller's shell. All others only print or run something. */
const CHANGES_SHELL: readonly string[] = ['use', 'off'];

/**
 * A shell that waits for what it captures ignores Ctrl-Z, and makes what it starts ignore it too. Node resets the signal to
 * its default, so this process would stop with nothing able to continue it. PowerShell stops, and is continued, with us.
 */
function ignoreSuspend({ kind, shell }: ShellCall): void {
  if (kind === 'eval' && shell.name !== 'powershell') process.on('SIGTSTP', () => {});
}

async function handle({ spec, names, command, ...tokens }: Tokens, context: Context): Promise<Outcome> {
  const handler = (await HANDLERS[spec.id as keyof typeof HANDLERS]()) as Handler;
  const options = optionsOf({ spec, names, command, ...tokens });
  const typed = spec.id === 'use' ? {} : { command: spec.id.replaceAll(':', ' ') };
  return handler({ names, options, command, ended: tokens.ended }, { ...context, ...typed });
}

/**
 * Finds out what a command line leads to. Nothing has been written yet.
 * @param call the shell integration's call, if it is what called; `words` are those that were typed
 * @throws AssumeError
 */
export async function outcomeOf(
  words: readonly string[],
  call: ShellCall | undefined,
  context: Context,
): Promise<Outcome> {
  if (call?.kind === 'complete') return { kind: 'text', text: await complete(words, context) };
  const tokens = tokenize(words);
  const { spec, question, problem } = tokens;
  const page = words.length === 0 || words[0]?.startsWith('-') ? undefined : spec.id;
  const changesShell = CHANGES_SHELL.includes(spec.id) && !question;
  // An older shell integration doesn't pass this command through. It gets a call to run instead, since output must not be evaluated.
  if (call && !changesShell) return { kind: 'run', words };
  if (question === 'help') return (await import('./oclif')).helpFor(page, context);
  if (question === 'version') return (await HANDLERS.version())({ names: [], options: {}, command: [] }, context);
  if (problem !== undefined) {
    const { usageHints } = await import('../doctor/moving/usageHints');
    throw misuse(problem, ...usageHints(tokens, words), [
      ['assume', ...(page?.split(':') ?? []), '--help'].join(' '),
      'Run',
    ]);
  }
  if (changesShell && !call) {
    throw notIntegrated(
      await parentShell(),
      ...(words.length === 0 ? [['assume help', 'Show all commands'] as const] : []),
    );
  }
  return handle(tokens, { ...context, ...(call && { shell: call.shell }) });
}

/** A failed `assume export`, of which a shell may evaluate the output. @throws the error of any other command */
async function failedExport(words: readonly string[], error: unknown): Promise<Outcome> {
  const { spec, flags } = tokenize(words);
  if (spec.id !== 'export') throw error;
  const format = flags.find((flag) => flag.spec.name === 'format')?.value;
  const { failureText } = await import('../export/export');
  return { kind: 'failure', error, text: (status) => failureText(status, format as string | undefined) };
}

async function run(argv: readonly string[], context: Context): Promise<number> {
  const call = parseCall(argv);
  if (call) ignoreSuspend(call);
  const words = call ? call.words : argv;
  const mentionsNoCache = argv.includes('--no-cache');
  if (!mentionsNoCache || !tokenize(words).flags.some(({ spec }) => spec.name === 'no-cache')) {
    // Without the word, `main` has done so.
    if (mentionsNoCache) useCompileCache(context.env);
    upgradeScripts(call ? [call.shell] : SHELLS, context.packageRoot, context.env);
  }
  const notice = call && upgradeNotice(call);
  if (notice !== undefined) context.notify(notice);
  const outcome = await outcomeOf(words, call, context).catch((error) => failedExport(words, error));
  return emit(outcome, call, context);
}

/**
 * Runs a command line. What goes wrong is reported on stderr.
 * @returns the exit status
 */
export async function dispatch(argv: readonly string[], context: Context): Promise<number> {
  try {
    return await run(argv, context);
  } catch (error) {
    return (await import('../terminal/report')).report(error, context.env);
  }
}
