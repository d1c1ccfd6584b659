import { basename } from 'node:path';
import { type AssumeOptions, changeFor } from '../assume';
import { readAhead } from '../completion/loadProfiles';
import type { KeptProfiles } from '../completion/profileList';
import { type Context, restrict } from '../context';
import { MANAGED } from '../environment/managed';
import { restoreTextWithoutCredentials } from '../environment/restore';
import { AssumeError, EXIT, misuse } from '../errors';
import type { Handler, PickerOptions } from '../outcome';
import { LIST_PROFILES } from '../plan/hints';
import { ROLE_ARN } from '../plan/validation';
import type { Env } from '../platform/env';
import { garbledArguments, garbledVariables } from '../platform/garbled';
import { isTerminal } from '../platform/tty';
import { parentShell } from '../shells/parentShell';
import { omitUndefined } from '../util/omitUndefined';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { runCommand } from './runCommand';

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

/** The words after `assume` that name the profile. */
const profileWords = (name: string | undefined, roleArn: string | undefined) =>
  name === undefined ? `--role-arn ${roleArn}` : quoteForDisplay(name);

function noCommand(profile: string | undefined): AssumeError {
  const source = profileWords(profile, '<arn>');
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
 * Node can pass on UTF-8 only, and a command must get what was meant for it, or nothing.
 * @throws AssumeError (exit 126) that names the argument or the variable
 */
function requireText(words: readonly string[], env: Env, instead: string): void {
  const [word] = garbledArguments(words);
  const variable = garbledVariables(env).find((name) => !(MANAGED as readonly string[]).includes(name));
  if (word === undefined && variable === undefined) return;
  const subject = word === undefined ? variable : `The argument ${quoteForDisplay(word)}`;
  throw new AssumeError(`${subject} isn't valid UTF-8, and exec can't pass on anything else.`, {
    exitCode: 126,
    notes: ['A shell can. Assume the profile in it, then run the command itself.'],
    hints: [[`assume ${instead}`, 'Run']],
  });
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
  requireText(started, context.env, profileWords(name, options.roleArn));
  const change = await changeFor(name, options, { ...context, ...omitUndefined({ kept }) });
  const changed: Env = Object.fromEntries(change.map(([variable, value]) => [variable, value ?? undefined]));
  const ASSUME_RESTORE = restoreTextWithoutCredentials(changed.ASSUME_RESTORE ?? '');
  if (command.length === 0)
    context.notify(`${started[0]} with the credentials of ${changed.ASSUME_PROFILE}; exit ends it.`);
  return { kind: 'status', status: await runCommand(started, { ...context.env, ...changed, ASSUME_RESTORE }) };
};
