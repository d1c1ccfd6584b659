import { type AssumeOptions, changeFor } from '../assume';
import { AssumeError, EXIT, misuse } from '../errors';
import type { Handler } from '../outcome';
import { LIST_PROFILES } from '../plan/hints';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { runCommand } from './runCommand';

const noProfile = () => misuse('No profile or command given.', LIST_PROFILES, ['assume exec --help', 'Run']);

function noCommand(profile: string | undefined): AssumeError {
  const source = profile === undefined ? '--role-arn <arn>' : quoteForDisplay(profile);
  return new AssumeError('No command given.', {
    exitCode: EXIT.usage,
    notes: [`Usage: assume exec ${source} -- <command>`],
  });
}

/**
 * `assume exec PROFILE -- COMMAND`: runs one command with a profile's credentials in its environment. The exit status is
 * the command's; 126 and 127 as in env(1).
 * @throws AssumeError before the command starts: exit 2 without a profile or command, 126 or 127 for a command that can't
 * be started, otherwise as {@link changeFor}
 */
export const exec: Handler<AssumeOptions> = async ({ names: [name], options, command }, context) => {
  if (name === undefined && options.roleArn === undefined) throw noProfile();
  if (command.length === 0) throw noCommand(name);
  const change = await changeFor(name, options, context);
  const changed = Object.fromEntries(change.map(([variable, value]) => [variable, value ?? undefined]));
  return { kind: 'status', status: await runCommand(command, { ...context.env, ...changed }) };
};
