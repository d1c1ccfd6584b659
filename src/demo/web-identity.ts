import { credentialsTree, durationFor } from './actions';
import type { Aws } from './aws';
import { roleCaller } from './caller';
import { type Parameters, validate, WEB_IDENTITY } from './parameters';
import { accessDenied, Refusal } from './refusal';
import type { WebIdentity } from './world';
import type { Tree } from './xml';

/** AssumeRoleWithWebIdentity, which nobody signs. @throws Refusal */
export function assumeRoleWithWebIdentity(parameters: Parameters, { world, keys, clock }: Aws): Tree {
  validate(parameters, WEB_IDENTITY);
  const now = clock();
  const { RoleArn: arn, RoleSessionName: sessionName = '', WebIdentityToken: token } = parameters;
  const identity = world.webIdentities?.find((known) => known.token === token);
  checkToken(identity, now);
  const role = world.roles.find((candidate) => candidate.arn === arn);
  if (!role?.trust.principals.includes(identity.provider)) {
    throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  const session = roleCaller(role, sessionName);
  const key = keys.issue(session, durationFor(role, false, parameters), now);
  return {
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: credentialsTree(key),
    Provider: identity.provider,
  };
}

function checkToken(identity: WebIdentity | undefined, now: Date): asserts identity is WebIdentity {
  if (!identity) {
    throw new Refusal(
      400,
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const { expiration } = identity;
  if (expiration && expiration <= now) {
    const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
    throw new Refusal(
      400,
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds(now)} must be before the expiration date/time ${seconds(expiration)}`,
    );
  }
}
