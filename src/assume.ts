import { refreshProfileList } from './completion/profileList';
import { realWorld, type World } from './context';
import { givenCode } from './credentials/mfaCodes';
import { resolveCredentials } from './credentials/resolveCredentials';
import type { Credentials } from './credentials/types';
import { assumeChange, type EnvironmentChange, offChange } from './environment/change';
import { priorEnvironment, priorState, requireRestorable } from './environment/restore';
import { AssumeError, EXIT } from './errors';
import { LIST_PROFILES } from './plan/hints';
import { planFor } from './plan/plan';
import type { PlanRequest, RoleFlags } from './plan/planRequest';
import type { Plan } from './plan/types';
import type { Env } from './platform/env';
import { readProfiles } from './profiles/read';
import type { Profiles } from './profiles/types';
import { saveSession } from './sessions/saveSession';

/** What was asked for on the command line, by the names of the flags. */
export interface AssumeFlags extends RoleFlags {
  readonly 'mfa-token'?: string | undefined;
  readonly refresh?: boolean | undefined;
  readonly 'no-cache'?: boolean | undefined;
  readonly 'no-input'?: boolean | undefined;
}

/** Flags that are about the way to the credentials, and change nothing about them. */
const ABOUT_THE_WAY = ['mfa-token', 'refresh', 'no-input', 'eval', 'format'];

const isPlain = (flags: AssumeFlags) =>
  Object.entries(flags).every(
    ([name, value]) => value === undefined || value === false || ABOUT_THE_WAY.includes(name),
  );

/** `-` stands for the profile that was assumed before. */
function profileName(word: string, { ASSUME_PREVIOUS }: Env): string {
  if (word !== '-') return word;
  if (ASSUME_PREVIOUS) return ASSUME_PREVIOUS;
  throw new AssumeError('No other profile was assumed in this shell before.', {
    exitCode: EXIT.configuration,
    hints: [LIST_PROFILES],
  });
}

const nobody = async () => undefined;

/** The world with what was forbidden taken out of it. */
const within = (world: World, flags: AssumeFlags): World => ({
  ...world,
  ...(flags['no-cache'] && { cache: undefined }),
  ...(flags['no-input'] && { terminal: nobody }),
});

/** The profiles; on the way, if files may be written, the list that TAB reads is made anew if the AWS files have changed. */
export function loadProfiles({ env, files, cache }: World): Profiles {
  const read = () => readProfiles(files, env);
  return cache ? refreshProfileList(env, files, read) : read();
}

/** What a plan is made for. */
export const requestOf = (name: string | undefined, flags: RoleFlags, { env, files }: World): PlanRequest => ({
  name: name === undefined ? undefined : profileName(name, env),
  flags,
  env: priorEnvironment(env),
  current: env,
  readFile: files.read,
});

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
  const allowed = within(world, flags);
  const began = world.now();
  const profiles = loadProfiles(allowed);
  const plan = planFor(profiles, requestOf(name, flags, world));
  const credentials = await resolveCredentials(plan, { code, refresh: flags.refresh }, allowed);
  if (isPlain(flags) && allowed.cache) saveSession({ plan, credentials }, profiles, allowed, began);
  return { plan, credentials };
}

/**
 * The change of the environment that puts a profile's credentials into it.
 * @throws AssumeError, before anything has changed
 */
export async function changeFor(
  name: string | undefined,
  flags: AssumeFlags,
  world: World = realWorld,
): Promise<EnvironmentChange> {
  requireRestorable(world.env); // before anyone is asked for a code
  const { plan, credentials } = await credentialsFor(name, flags, world);
  return assumeChange(world.env, { profile: plan.profile, region: plan.region, credentials });
}

/** {@link changeFor}, told to the person whose shell is about to change. */
export async function assume(
  name: string | undefined,
  flags: AssumeFlags,
  world: World = realWorld,
): Promise<EnvironmentChange> {
  const change = await changeFor(name, flags, world);
  await world.announce(change);
  return change;
}

/** The change that puts everything back as it was before the first assume; where it is not exact, that is said. */
export async function off(world: World = realWorld): Promise<EnvironmentChange> {
  const change = offChange(world.env);
  if (priorState(world.env).isKnown) await world.announce(change);
  else world.tell('off, but not as it was before: ASSUME_RESTORE is missing or damaged.');
  return change;
}
