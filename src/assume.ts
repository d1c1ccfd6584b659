import { refreshProfileList } from './completion/list';
import { followPlan } from './credentials/follow';
import { givenCode, type Terminal } from './credentials/mfa';
import { loadSts } from './credentials/sdk';
import type { AssumeRole } from './credentials/types';
import type { Env } from './env';
import { assumeChange, type EnvironmentChange, offChange } from './environment/change';
import { environmentBefore } from './environment/restore';
import { AssumeError, EXIT } from './errors';
import { type Files, realFiles } from './files';
import { LIST } from './plan/place';
import { planFor } from './plan/plan';
import { readProfiles } from './profiles/read';
import type { Profiles } from './profiles/types';
import { announce } from './terminal/announce';
import { showProgress } from './terminal/progress';
import { openTty } from './terminal/tty';

/** Everything outside this process that an assume reads or changes. */
export interface World {
  readonly env: Env;
  readonly files: Files;
  readonly assumeRole: AssumeRole;
  readonly terminal: () => Promise<Terminal | undefined>;
  /** Tells the person, if there is one, what is about to change. */
  readonly announce: (change: EnvironmentChange) => Promise<void>;
}

/** The world as it is. */
export const realWorld: World = {
  env: process.env,
  files: realFiles,
  assumeRole: async (request, caller) => {
    const { assumeRole } = await loadSts();
    return showProgress(`assume: waiting for STS in ${caller.region}`, assumeRole(request, caller));
  },
  terminal: openTty,
  announce: (change) => announce(change, process.env),
};

/** What was asked for on the command line. */
export interface AssumeOptions {
  readonly region?: string | undefined;
  readonly mfaToken?: string | undefined;
}

/** `-` stands for the profile that was assumed before. */
function profileName(word: string, { ASSUME_PREVIOUS }: Env): string {
  if (word !== '-') return word;
  if (ASSUME_PREVIOUS) return ASSUME_PREVIOUS;
  throw new AssumeError('No other profile was assumed in this shell before.', {
    exitCode: EXIT.configuration,
    hints: [LIST],
  });
}

/** The profiles; on the way, the list that TAB reads is made anew if the AWS files have changed. */
export const loadProfiles = ({ env, files }: World): Profiles =>
  refreshProfileList(env, files, () => readProfiles(files, env));

/**
 * The change of the environment that puts a profile's credentials into it.
 * @param word the name of a profile, or `-`
 * @throws AssumeError, before anything has changed
 */
export async function assume(
  word: string,
  { region, mfaToken }: AssumeOptions,
  world: World = realWorld,
): Promise<EnvironmentChange> {
  const code = givenCode(mfaToken);
  const profile = profileName(word, world.env);
  const plan = planFor(loadProfiles(world), profile, { env: environmentBefore(world.env), region });
  const credentials = await followPlan(plan, code, world);
  const change = assumeChange(world.env, { profile, region: plan.region, credentials });
  await world.announce(change);
  return change;
}

/** The change that puts everything back as it was before the first assume. */
export async function off(world: World = realWorld): Promise<EnvironmentChange> {
  const change = offChange(world.env);
  await world.announce(change);
  return change;
}
