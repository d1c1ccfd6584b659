import { isoSeconds } from '../../util/time';
import type { Role, Trust, WebIdentity } from './awsAccounts';
import type { QueryParameters, XmlTree } from './awsQuery';
import type { AwsState } from './awsState';
import { type Caller, type Key, roleCaller, type SessionAttributes, type SessionKey } from './callers';
import { checkMfa } from './mfaCodes';
import { sessionAttributes } from './roleSessions';
import { accessDenied, badRequest, validationError } from './serviceHttp';
import { ASSUME_ROLE, validate, WEB_IDENTITY } from './stsParameters';

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const MAX_CHAINED_SECONDS = 3600;

/** Assumes a role for a signed request. @throws ServiceError */
export function assumeRole(parameters: QueryParameters, { caller, accessKeyId }: Key, aws: AwsState): XmlTree {
  validate(parameters, ASSUME_ROLE);
  const now = aws.clock();
  const { RoleArn: arn = '', RoleSessionName: sessionName = '', ExternalId: externalId } = parameters;
  if (!ROLE_ARN.test(arn)) throw validationError(`${arn} is invalid`);

  const attributes = sessionAttributes(parameters, caller);
  const mfaTime = checkMfa(parameters, caller, aws.codes, now);
  const role = aws.accounts.roles.find((candidate) => candidate.arn === arn);
  if (!role || !isTrusted(caller, role.trust, { externalId, mfaTime, attributes, now })) {
    throw accessDenied(`User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
  }
  const session = roleCaller(role, sessionName, attributes);
  const key = aws.keys.issue(session, sessionSeconds(role, caller.kind, parameters), now, accessKeyId);
  return {
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: credentialsTree(key),
    ...(attributes.sourceIdentity !== undefined && { SourceIdentity: attributes.sourceIdentity }),
  };
}

/** Assumes a role for a request that carries an OIDC provider's token instead of a signature. @throws ServiceError */
export function assumeRoleWithWebIdentity(parameters: QueryParameters, { accounts, keys, clock }: AwsState): XmlTree {
  validate(parameters, WEB_IDENTITY);
  const now = clock();
  const { RoleArn: arn, RoleSessionName: sessionName = '', WebIdentityToken: token } = parameters;
  const identity = accounts.webIdentities?.find((candidate) => candidate.token === token);
  checkToken(identity, now);
  const role = accounts.roles.find((candidate) => candidate.arn === arn);
  if (!role?.trust.principals.includes(identity.provider)) {
    throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  const session = roleCaller(role, sessionName);
  const seconds = sessionSeconds(role, 'webIdentity', parameters);
  return {
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: credentialsTree(keys.issue(session, seconds, now, identity.subject)),
    Provider: identity.provider,
  };
}

/** The `Credentials` element of a response. */
export const credentialsTree = ({ accessKeyId, secretAccessKey, session }: SessionKey): XmlTree => ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  SessionToken: session.token,
  Expiration: isoSeconds(session.expiration),
});

interface TrustRequest {
  readonly externalId: string | undefined;
  readonly mfaTime: Date | undefined;
  readonly attributes: SessionAttributes;
  readonly now: Date;
}

const isTrusted = (caller: Caller, trust: Trust, { externalId, mfaTime, attributes, now }: TrustRequest): boolean =>
  principalsOf(caller).some((name) => trust.principals.includes(name)) &&
  (trust.externalId === undefined || trust.externalId === externalId) &&
  (!trust.mfa || mfaTime !== undefined) &&
  (trust.mfaAge === undefined || (mfaTime !== undefined && now.getTime() - mfaTime.getTime() <= trust.mfaAge * 1000)) &&
  (trust.sourceIdentity === undefined || trust.sourceIdentity === attributes.sourceIdentity) &&
  Object.entries(trust.tags ?? {}).every(([key, value]) => attributes.tags[key] === value);

/** Every principal by which a trust policy may admit a caller. */
function principalsOf(caller: Caller): string[] {
  const own = caller.kind === 'user' ? [caller.arn] : [caller.role.arn, caller.arn];
  return [...own, `arn:aws:iam::${caller.accountId}:root`, caller.accountId];
}

function sessionSeconds(
  { maxSessionDuration }: Role,
  assumedBy: Caller['kind'] | 'webIdentity',
  parameters: QueryParameters,
): number {
  const requested = Number(parameters.DurationSeconds ?? 3600);
  if (assumedBy === 'role' && requested > MAX_CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (requested > maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return requested;
}

function checkToken(identity: WebIdentity | undefined, now: Date): asserts identity is WebIdentity {
  if (!identity) {
    throw badRequest(
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const { expiration } = identity;
  if (expiration && expiration <= now) {
    const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
    throw badRequest(
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds(now)} must be before the expiration date/time ${seconds(expiration)}`,
    );
  }
}
