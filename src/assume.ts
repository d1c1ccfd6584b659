import { refreshProfileList } from './completion/list';
import { type Followers, followPlan } from './credentials/follow';
import { givenCode } from './credentials/mfa';
import { loadSts } from './credentials/sdk';
import { askSource } from './credentials/source';
import type { Credentials } from './credentials/types';
import type { Env } from './env';
import { assumeChange, type EnvironmentChange, offChange } from './environment/change';
import { environmentBefore } from './environment/restore';
import { AssumeError, EXIT } from './errors';
import { realFiles } from './files';
import { LIST } from './plan/place';
import { planFor } from './plan/plan';
import type { Plan, RoleFlags } from './plan/types';
import { readProfiles } from './profiles/read';
import type { Profiles } from './profiles/types';
import { announce } from './terminal/announce';
import { showProgress } from './terminal/progress';
import { openTty } from './terminal/tty';

/** Everything outside this process that an assume reads or changes. */
export interface World extends Followers {
  /** Tells the person, if there is one, what is about to change. */
  readonly announce: (change: EnvironmentChange) => Promise<void>;
}

const waiting = <Result>(region: string, work: Promise<Result>) =>
  showProgress(`assume: waiting for STS in ${region}`, work);

/** The world as it is. */
export const realWorld: World = {
  env: process.env,
  files: realFiles,
  sts: {
    assumeRole: async (request, caller) => waiting(caller.region, (await loadSts()).assumeRole(request, caller)),
    getSessionToken: async (request, caller) =>
      waiting(caller.region, (await loadSts()).getSessionToken(request, caller)),
    assumeRoleWithWebIdentity: async (request, place) =>
      waiting(place.region, (await loadSts()).assumeRoleWithWebIdentity(request, place)),
  },
  askSource,
  terminal: openTty,
  announce: (change) => announce(change, process.env),
};

/** What was asked for on the command line, by the names of the flags. */
export interface AssumeFlags extends RoleFlags {
  readonly 'mfa-token'?: string | undefined;
  readonly refresh?: boolean | undefined;
  readonly 'no-cache'?: boolean | undefined;
  readonly 'no-input'?: boolean | undefined;
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

/** Credentials, and how they were come by. */
export interface Resolved {
  readonly plan: Plan;
  readonly credentials: Credentials;
}

/**
 * The credentials of a profile.
 * @param name the name of a profile, `-` for the one before, or the ARN of a role; absent if `--role-arn` says it
 * @throws AssumeError
 */
export async function credentialsFor(
  name: string | undefined,
  flags: AssumeFlags,
  world: World = realWorld,
): Promise<Resolved> {
  const code = givenCode(flags['mfa-token']);
  const plan = planFor(loadProfiles(world), {
    name: name === undefined ? undefined : profileName(name, world.env),
    flags,
    env: environmentBefore(world.env),
    current: world.env,
    readFile: world.files.read,
  });
  return { plan, credentials: await followPlan(plan, code, world) };
}

/**
 * The change of the environment that puts a profile's credentials into it.
 * @throws AssumeError, before anything has changed
 */
export async function assume(
  name: string | undefined,
  flags: AssumeFlags,
  world: World = realWorld,
): Promise<EnvironmentChange> {
  const { plan, credentials } = await credentialsFor(name, flags, world);
  const change = assumeChange(world.env, { profile: plan.profile, region: plan.region, credentials });
  await world.announce(change);
  return change;
}

/** The change that puts everything back as it was before the first assume. */
export async function off(world: World = realWorld): Promise<EnvironmentChange> {
  const change = offChange(world.env);
  await world.announce(change);
  return change;
}
