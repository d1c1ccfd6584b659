import { type AssumeOptions, changeFor } from '../assume';
import { type AssumeError, misuse } from '../errors';
import type { Handler } from '../outcome';
import { LIST_PROFILES } from '../plan/hints';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { runCommand } from './runCommand';

const noProfile = () => misuse('No profile and no command given.', LIST_PROFILES, ['assume exec --help', 'Run']);

function noCommand(profile: string | undefined): AssumeError {
  const who = profile === undefined ? '--role-arn <arn>' : quoteForDisplay(profile);
  return misuse('No command given.', [`assume exec ${who} -- <command>`, 'Run']);
}

/**
 * `assume exec PROFILE -- COMMAND`: runs one command with the credentials of a profile in its environment. The exit status
 * is the command's; 126 and 127 as in env(1).
 * @throws AssumeError, before anything is started
 */
export const exec: Handler<AssumeOptions> = async ({ names: [name], options, command }, context) => {
  if (name === undefined && options.roleArn === undefined) throw noProfile();
  if (command.length === 0) throw noCommand(name);
  const change = await changeFor(name, options, context);
  const changed = Object.fromEntries(change.map(([variable, value]) => [variable, value ?? undefined]));
  return { kind: 'status', status: await runCommand(command, { ...context.env, ...changed }) };
};
