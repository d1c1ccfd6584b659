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

type Identity = Pick<Status, 'profile' | 'accountId' | 'accountName' | 'roleName' | 'chain'>;
type Life = Pick<Status, 'expiration' | 'secondsLeft'>;

const NOBODY: Identity = { profile: null, accountId: null, accountName: null, roleName: null, chain: null };
const NO_LIFE: Life = { expiration: null, secondsLeft: null };

/** What the next two commands would do: it doesn't depend on whose the credentials are. */
function wayBack(env: Env): Pick<Status, 'previous' | 'restores'> {
  if (!isAssumed(env)) return { previous: null, restores: [] };
  const { values, isKnown } = priorState(env);
  return { previous: env.ASSUME_PREVIOUS || null, restores: isKnown ? Object.keys(values) : null };
}

const identityIn = (env: Env, { accountName, chain }: ProfileFacts): Identity => ({
  profile: env.ASSUME_PROFILE ?? null,
  accountId: env.AWS_ACCOUNT_ID || null,
  accountName: accountName ?? null,
  roleName: env.ASSUME_ROLE || null,
  chain: chain ?? null,
});

function lifeIn({ ASSUME_EXPIRES }: Env, now: Date): Life {
  if (ASSUME_EXPIRES === undefined) return NO_LIFE;
  const end = new Date(Number(ASSUME_EXPIRES) * 1000);
  const secondsLeft = Math.max(0, Math.floor((end.getTime() - now.getTime()) / 1000));
  return { expiration: isoSeconds(end), secondsLeft };
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
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || null;
  const where = { region, endpoints: Object.fromEntries(destinationsIn(env)) };
  const found = credentialsIn(env);
  const others = overridesIn(env, found !== 'none');
  const unknown = { ...NOBODY, ...where, ...NO_LIFE, ...wayBack(env) };
  if (found !== 'complete') {
    const instead = found === 'half' ? [missingHalf(env)] : byDefault(env, surroundings.profiles());
    return { state: 'none', ...unknown, overrides: [...instead, ...others] };
  }
  const sign = foreignSign(env, env.ASSUME_PROFILE ? surroundings.issuedKey() : undefined);
  if (sign) return { state: 'foreign', ...unknown, overrides: [sign, ...others] };
  const profiles = surroundings.profiles();
  const identity = identityIn(env, profiles ? profileFacts(env.ASSUME_PROFILE ?? '', profiles) : {});
  const life = lifeIn(env, surroundings.now);
  const state = life.secondsLeft === 0 ? 'expired' : 'valid';
  return { state, ...identity, ...where, ...life, ...wayBack(env), overrides: others };
}
