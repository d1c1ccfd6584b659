import type { ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { type AssumeOptions, changeFor } from '../assume';
import { readAhead } from '../completion/loadProfiles';
import type { KeptProfiles } from '../completion/profileList';
import { type Context, restrict } from '../context';
import { restoreTextWithoutCredentials } from '../environment/restore';
import { AssumeError, EXIT, misuse } from '../errors';
import type { Handler, PickerOptions } from '../outcome';
import { LIST_PROFILES } from '../plan/hints';
import { ROLE_ARN } from '../plan/validation';
import type { Env } from '../platform/env';
import { canSeeStops, dieBySignal, processStat, spawnReason } from '../platform/processes';
import { hasTty, isTerminal } from '../platform/tty';
import { parentShell } from '../shells/parentShell';
import { omitUndefined } from '../util/omitUndefined';
import { quoteForDisplay } from '../util/quoteForDisplay';

/** Signals that are passed on: whoever sends them to us means the command. */
const PASSED_ON = ['SIGHUP', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'] as const;

/** Signals that keys send to every process of the terminal's job, so the command gets them anyway. */
const KEYS = ['SIGINT', 'SIGQUIT'] as const;

/** As in env(1): exit 127 if there is no such program, 126 if it can't be started. */
function notStarted(file: string, error: NodeJS.ErrnoException): AssumeError {
  if (error.code !== 'ENOENT') {
    return new AssumeError(`"${file}" can't be started: ${spawnReason(error)}.`, { exitCode: 126 });
  }
  return file.includes('/')
    ? new AssumeError(`"${file}" not found, or the interpreter on its first line is missing.`, { exitCode: 127 })
    : new AssumeError(`Command not found: ${file || '""'}`, {
        exitCode: 127,
        notes: ["It isn't a program on the PATH; shell aliases and functions can't be run."],
      });
}

/**
 * The command's stdio: 0 to 2, and every descriptor that one of its words names, since Node would close that one. `<(...)`
 * of bash and zsh becomes a word such as /dev/fd/63.
 */
function descriptors(words: readonly string[]): (number | 'ignore')[] {
  const named = words.flatMap((word) =>
    [...word.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,4})/g)].map(([, fd]) => Number(fd)),
  );
  const kept = [0, 1, 2, ...named];
  return Array.from({ length: Math.max(...kept) + 1 }, (_, fd) => (kept.includes(fd) ? fd : 'ignore'));
}

/**
 * Runs a command as if exec'd: it has our terminal, process group and descriptors, and a signal that ends it ends us too.
 * @param words the program, looked up on the PATH of `env`, and its arguments
 * @returns the command's exit status
 * @throws AssumeError (exit 127) if there is no such program, (exit 126) if it can't be started
 */
export async function runCommand(words: readonly string[], env: Env): Promise<number> {
  const [file = '', ...args] = words;
  if (file === '') throw notStarted(file, Object.assign(new Error(), { code: 'ENOENT' }));
  const { spawn } = await import('node:child_process');
  const end = new Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>((resolve, reject) => {
    let child: ChildProcess | undefined;
    // Before the command starts: a signal that arrives meanwhile would end this process alone.
    const pass = (sent: NodeJS.Signals) => child?.kill(sent);
    const passUnlessTyped = (sent: NodeJS.Signals) => hasTty() || pass(sent);
    for (const each of PASSED_ON) process.on(each, pass);
    for (const each of KEYS) process.on(each, passUnlessTyped);
    if (canSeeStops) {
      // Stop only once the command has: an editor restores the terminal first, and some commands don't stop at all.
      process.on('SIGTSTP', passUnlessTyped);
      process.on('SIGCHLD', () => processStat(child?.pid)?.state === 'T' && process.kill(process.pid, 'SIGSTOP'));
    }
    child = spawn(file, args, { env: { ...env }, stdio: descriptors(args) });
    child.on('error', reject).on('exit', (...outcome) => resolve(outcome));
  });
  const [code, signal] = await end.catch((error) => {
    throw notStarted(file, error);
  });
  return signal ? dieBySignal(signal) : (code ?? 0);
}

const noProfile = (what = 'profile or command') =>
  misuse(`No ${what} given.`, LIST_PROFILES, ['assume exec --help', 'Run']);

/**
 * The profiles, if a word after a leading `--` stands for one of them.
 * @throws AssumeError (exit 2) if it is the command's
 */
function profilesWith(word: string, context: Context): KeptProfiles {
  const kept = readAhead(context);
  const isProfile = word === '-' || ROLE_ARN.test(word) || kept.profiles.profiles.has(word);
  if (isProfile) return kept;
  throw noProfile('profile');
}

function noCommand(profile: string | undefined): AssumeError {
  const source = profile === undefined ? '--role-arn <arn>' : quoteForDisplay(profile);
  return new AssumeError('No command given.', {
    exitCode: EXIT.usage,
    notes: [`Usage: assume exec ${source} -- <command>`],
  });
}

/** The shell that started this program, else the login shell, by which it can be started. */
async function userShell({ SHELL }: Env): Promise<string> {
  const { programs } = (await parentShell()) ?? {};
  const isLogin = programs === undefined || programs.includes(basename(SHELL ?? ''));
  return SHELL && isLogin ? SHELL : (programs?.[0] ?? 'sh');
}

/** On a terminal, a command that is missing is the user's shell. */
async function commandFor(command: readonly string[], env: Env): Promise<readonly string[] | undefined> {
  if (command.length > 0) return command;
  return (await isTerminal(0)) && (await isTerminal(1)) ? [await userShell(env)] : undefined;
}

/**
 * `assume exec PROFILE -- COMMAND`: runs one command with a profile's credentials in its environment; on a terminal, without
 * a command, a shell. The exit status is the command's; 126 and 127 as in env(1).
 * @throws AssumeError before the command starts: exit 2 without a profile or, where there is no terminal, a command; 126 or
 * 127 for a command that can't be started; otherwise as {@link changeFor}
 */
export const exec: Handler<AssumeOptions & PickerOptions> = async (
  { names: [name], options, command, ended },
  context,
) => {
  if (name === undefined && options.roleArn === undefined) throw noProfile();
  const kept = name !== undefined && ended ? profilesWith(name, restrict(context, options)) : context.kept;
  const started = await commandFor(command, context.env);
  if (!started) throw noCommand(name);
  const change = await changeFor(name, options, { ...context, ...omitUndefined({ kept }) });
  const changed: Env = Object.fromEntries(change.map(([variable, value]) => [variable, value ?? undefined]));
  const ASSUME_RESTORE = restoreTextWithoutCredentials(changed.ASSUME_RESTORE ?? '');
  if (command.length === 0)
    context.notify(`${started[0]} with the credentials of ${changed.ASSUME_PROFILE}; exit ends it.`);
  return { kind: 'status', status: await runCommand(started, { ...context.env, ...changed, ASSUME_RESTORE }) };
};
