import { isAssumed, priorState } from '../environment/restore';
import type { Env } from '../platform/env';
import type { Profiles } from '../profiles/types';
import { isoSeconds } from '../util/time';
import { destinationsIn, overridesIn } from './overrides';
import { foreignSign } from './ownership';
import { defaultHasCredentials, type ProfileFacts, profileFacts } from './profileFacts';
import type { Override, Status } from './types';

/** What is looked at besides the environment, when it is needed. */
export interface Surroundings {
  readonly now: Date;
  /** `undefined` if the AWS files can't be read. */
  readonly profiles: () => Profiles | undefined;
  /** The access key ID that `assume` has set in this environment, if a session file still tells. */
  readonly issuedKey: () => string | undefined;
}

type Who = Pick<
  Status,
  | 'profile'
  | 'accountId'
  | 'accountName'
  | 'roleName'
  | 'chain'
  | 'expiration'
  | 'secondsLeft'
  | 'previous'
  | 'restores'
>;

const NOBODY: Who = {
  profile: null,
  accountId: null,
  accountName: null,
  roleName: null,
  chain: null,
  expiration: null,
  secondsLeft: null,
  previous: null,
  restores: [],
};

/** What the next two commands would do: it doesn't depend on whose the credentials are. */
function wayBack(env: Env): Pick<Status, 'previous' | 'restores'> {
  const { values, isKnown } = priorState(env);
  return { previous: env.ASSUME_PREVIOUS || null, restores: isKnown ? Object.keys(values) : null };
}

function assumed(env: Env, { now }: Surroundings, { accountName, chain }: ProfileFacts): Who {
  const { ASSUME_PROFILE, ASSUME_EXPIRES, ASSUME_ROLE, AWS_ACCOUNT_ID } = env;
  const end = ASSUME_EXPIRES === undefined ? undefined : new Date(Number(ASSUME_EXPIRES) * 1000);
  return {
    profile: ASSUME_PROFILE ?? null,
    accountId: AWS_ACCOUNT_ID || null,
    accountName: accountName ?? null,
    roleName: ASSUME_ROLE || null,
    chain: chain ?? null,
    expiration: end ? isoSeconds(end) : null,
    secondsLeft: end ? Math.max(0, Math.floor((end.getTime() - now.getTime()) / 1000)) : null,
    ...wayBack(env),
  };
}

const credentialsIn = ({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: Env): 'complete' | 'half' | 'none' => {
  if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) return 'complete';
  return AWS_ACCESS_KEY_ID || AWS_SECRET_ACCESS_KEY ? 'half' : 'none';
};

/** Half of a key is an error to AWS clients, which then look no further. */
const missingHalf = (env: Env): Override => {
  const name = env.AWS_ACCESS_KEY_ID ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
  return { name, effect: "It isn't set, and the other half of the key is" };
};

const byDefault = (env: Env, profiles: Profiles | undefined): Override[] =>
  !(env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE) && profiles && defaultHasCredentials(profiles)
    ? [{ name: '[default]', effect: 'AWS clients use the credentials of this profile' }]
    : [];

/** Who one is in an environment. Nothing is sent. */
export function examine(env: Env, surroundings: Surroundings): Status {
  const where = {
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || null,
    endpoints: Object.fromEntries(destinationsIn(env)),
  };
  const found = credentialsIn(env);
  const overrides = overridesIn(env, found !== 'none');
  const back = isAssumed(env) ? wayBack(env) : {};
  if (found !== 'complete') {
    const instead = found === 'half' ? [missingHalf(env)] : byDefault(env, surroundings.profiles());
    return { state: 'none', ...NOBODY, ...where, ...back, overrides: [...instead, ...overrides] };
  }
  const sign = foreignSign(env, env.ASSUME_PROFILE ? surroundings.issuedKey() : undefined);
  if (sign) return { state: 'foreign', ...NOBODY, ...where, ...back, overrides: [sign, ...overrides] };
  const profiles = surroundings.profiles();
  const who = assumed(env, surroundings, profiles ? profileFacts(env.ASSUME_PROFILE ?? '', profiles) : {});
  return { state: who.secondsLeft === 0 ? 'expired' : 'valid', ...who, ...where, overrides };
}
