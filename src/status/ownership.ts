import type { Env } from '../platform/env';
import { isLongTermKey, isTemporaryKey } from '../util/accessKeyId';
import { parseTime } from '../util/time';
import type { Override } from './types';

/**
 * Variables that other tools set together with credentials of theirs. An assume removes them, so one that is there was set
 * after it.
 */
const TOOLS: readonly (readonly [variable: string, tool: string])[] = [
  ['AWS_VAULT', 'aws-vault'],
  ['AWS_SSO_PROFILE', 'aws-sso-cli'],
  ['AWS_SESSION_EXPIRATION', 'Granted'],
];

const otherTool = (env: Env): Override | undefined => {
  const { ASSUME_PROFILE, AWSUME_PROFILE } = env;
  // awsume and an assume both set this one. Whether awsume has set it, or something else ASSUME_PROFILE, doesn't show.
  if (ASSUME_PROFILE && AWSUME_PROFILE && AWSUME_PROFILE !== ASSUME_PROFILE) {
    const effect = `It names "${AWSUME_PROFILE}", as awsume would set it, and ASSUME_PROFILE names "${ASSUME_PROFILE}"`;
    return { name: 'AWSUME_PROFILE', effect };
  }
  const [name, tool] = TOOLS.find(([variable]) => env[variable]) ?? [];
  return name === undefined ? undefined : { name, effect: `${tool} has set the credentials` };
};

/** An assume sets both variables to the same time, or neither. Removing the one for AWS clients leaves the credentials ours. */
function otherExpiry({ AWS_CREDENTIAL_EXPIRATION: theirs, ASSUME_EXPIRES: ours }: Env): Override | undefined {
  const isOurs = ours === undefined || /^\d{1,12}$/.test(ours);
  const time = theirs ? parseTime(theirs)?.getTime() : undefined;
  if (isOurs && (!theirs || (time !== undefined && Math.floor(time / 1000) === Number(ours)))) return undefined;
  return { name: 'AWS_CREDENTIAL_EXPIRATION', effect: "It isn't when the assumed credentials expire" };
}

/** Credentials of a role always have a session token, those of a long-term key never. */
function otherKind({ AWS_ACCESS_KEY_ID: id = '', AWS_SESSION_TOKEN: token, ASSUME_ROLE }: Env): Override | undefined {
  if (token && isLongTermKey(id)) {
    return { name: 'AWS_ACCESS_KEY_ID', effect: "It is a long-term key, and the session token isn't its own" };
  }
  if (!token && isTemporaryKey(id)) {
    return { name: 'AWS_ACCESS_KEY_ID', effect: 'It is a temporary key, and its session token is missing' };
  }
  return !token && ASSUME_ROLE ? { name: 'AWS_SESSION_TOKEN', effect: "It isn't set, as it is for a role" } : undefined;
}

/**
 * What shows that the credentials in an environment aren't those that `assume` has set there. Neither the credentials nor
 * anything made from them is kept anywhere for this, so credentials of the same kind that were set by hand, without their
 * expiry, may go unnoticed: then only AWS can tell.
 * @param issuedKey the access key ID that `assume` has set, if a session file still tells
 * @returns `undefined` if nothing shows it
 */
export function foreignSign(env: Env, issuedKey: string | undefined): Override | undefined {
  const { ASSUME_PROFILE, AWS_ACCESS_KEY_ID } = env;
  const found = otherTool(env);
  if (found) return found;
  if (!ASSUME_PROFILE) return { name: 'AWS_ACCESS_KEY_ID', effect: 'AWS clients use this access key' };
  if (issuedKey !== undefined && issuedKey !== AWS_ACCESS_KEY_ID) {
    return { name: 'AWS_ACCESS_KEY_ID', effect: `It was changed after ${ASSUME_PROFILE} was assumed` };
  }
  return otherExpiry(env) ?? otherKind(env);
}
