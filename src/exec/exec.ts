import { type AssumeFlags, changeFor } from '../assume';
import { realWorld, type World } from '../context';
import { AssumeError, EXIT } from '../errors';
import { LIST_PROFILES } from '../plan/hints';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { runCommand } from './runCommand';

const noProfile = () =>
  new AssumeError('Which profile, and which command? None was named.', {
    exitCode: EXIT.usage,
    hints: [LIST_PROFILES, ['assume exec --help', 'shows how it is written']],
  });

const noCommand = (profile: string | undefined) =>
  new AssumeError('Which command? None was named.', {
    exitCode: EXIT.usage,
    hints: [
      [`assume exec ${profile === undefined ? '--role-arn <arn>' : quoteForDisplay(profile)} -- <command>`, 'runs it'],
    ],
  });

/**
 * Runs one command with the credentials of a profile in its environment; nothing changes here.
 * @param name as in {@link changeFor}
 * @param command the program and its arguments
 * @returns the command's exit status; 126 and 127 as in env(1)
 * @throws AssumeError, before anything is started
 */
export async function exec(
  name: string | undefined,
  flags: AssumeFlags,
  command: readonly string[],
  world: World = realWorld,
): Promise<number> {
  if (name === undefined && flags['role-arn'] === undefined) throw noProfile();
  if (command.length === 0) throw noCommand(name);
  const change = await changeFor(name, flags, world);
  const changed = Object.fromEntries(change.map(([variable, value]) => [variable, value ?? undefined]));
  return runCommand(command, { ...world.env, ...changed });
}
