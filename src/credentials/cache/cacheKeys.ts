import type { SsoSource, WebIdentitySource } from '../../plan/sources';
import type { Hop, StsEndpoint } from '../../plan/types';
import { SESSION_SECONDS } from '../../plan/validation';
import { sha1 } from '../../util/sha1';
import { HOUR, lifeOf } from '../resolveContext';

export { SESSION_SECONDS };

/** What `json.dumps` writes between members, and between a name and its value. */
type Separators = readonly [member: string, value: string];
const DEFAULT: Separators = [', ', ': '];
const MINIFIED: Separators = [',', ':'];

/** Python escapes everything but printable ASCII, by UTF-16 units. */
const text = (value: unknown) =>
  JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Python sorts by code point, which is the order of bytes in UTF-8. */
const byName = ([a]: [string, unknown], [b]: [string, unknown]) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Python's `json.dumps(value, sort_keys=True, separators=…)`; a member that is `undefined` is absent. */
function dumps(value: unknown, separators: Separators): string {
  const [betweenMembers, beforeValue] = separators;
  if (Array.isArray(value)) return `[${value.map((item) => dumps(item, separators)).join(betweenMembers)}]`;
  if (typeof value !== 'object' || value === null) return text(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(byName)
    .map(([name, member]) => text(name) + beforeValue + dumps(member, separators))
    .join(betweenMembers)}}`;
}

/** SHA-1 of a value's JSON, whose members may be in any order. */
export const hashOf = (value: unknown): string => sha1(dumps(value, DEFAULT));

/** Parsed, the same policy has the same key however it is formatted. What isn't JSON stays a string; STS rejects it. */
function parsePolicy(policy: string | undefined): unknown {
  if (policy === undefined) return undefined;
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}

/**
 * The cache key of a role: the AWS CLI's (botocore, BaseAssumeRoleCredentialFetcher) for everything that its profiles can
 * express; the other parameters have the names and the form of the API.
 */
export const roleKey = (hop: Hop): string =>
  hashOf({
    DurationSeconds: hop.durationSeconds,
    ExternalId: hop.externalId,
    Policy: parsePolicy(hop.policy),
    PolicyArns: hop.policyArns?.map((arn) => ({ arn })),
    RoleArn: hop.roleArn,
    RoleSessionName: hop.hasDefaultName ? undefined : hop.roleSessionName,
    SerialNumber: hop.mfaSerial,
    SourceIdentity: hop.sourceIdentity,
    Tags: hop.tags?.map(({ key, value }) => ({ Key: key, Value: value })),
    TransitiveTagKeys: hop.transitiveTagKeys,
  });

/**
 * The cache key of a web identity role: the AWS CLI's (botocore, AssumeRoleWithWebIdentityCredentialFetcher), since 2.37.9
 * with the token. The AWS CLI knows no duration here; a key with one is this program's own.
 * @param token the whole text of the token file; absent for the key of older versions, which is the same for all tokens, and
 *   for a role that is assumed without one
 */
export const webIdentityKey = (
  { roleArn, roleSessionName, hasDefaultName, duration }: WebIdentitySource,
  token: string | undefined,
): string =>
  hashOf({
    DurationSeconds: duration?.seconds,
    RoleArn: roleArn,
    RoleSessionName: hasDefaultName ? undefined : roleSessionName,
    // Python reads text files with universal newlines.
    WebIdentityToken: token?.replace(/\r\n?/g, '\n'),
  });

/** The cache key of a permission set: the AWS CLI's (botocore, SSOCredentialFetcher). */
export function ssoKey({ session, accountId, roleName }: SsoSource): string {
  const portal = session.name ? { sessionName: session.name } : { startUrl: session.startUrl };
  return sha1(dumps({ accountId, roleName, ...portal }, MINIFIED));
}

/** The credentials that open an MFA session, and the endpoint that they are for. */
export interface SessionCaller extends Pick<StsEndpoint, 'endpoint'> {
  readonly credentials: { readonly accessKeyId: string; readonly sessionToken?: string | undefined };
}

/**
 * The cache key of an MFA session, which the AWS CLI doesn't cache: that of the access key, the device, and the endpoint. It
 * can't equal a role's key, since it has no role.
 * @param durationSeconds how long it was requested for; absent in the key of one that serves roles whatever its duration
 */
const mfaKey = ({ credentials, endpoint }: SessionCaller, serialNumber: string, durationSeconds?: number) =>
  hashOf({
    AccessKeyId: credentials.accessKeyId,
    DurationSeconds: durationSeconds,
    EndpointUrl: endpoint,
    SerialNumber: serialNumber,
  });

/** The cache key of an MFA session of a certain duration, in seconds. */
export const sessionKey = (caller: SessionCaller, serialNumber: string, durationSeconds = SESSION_SECONDS): string =>
  mfaKey(caller, serialNumber, durationSeconds);

/** The cache key of an MFA session that a profile opened for another duration, and that serves roles too. */
export const otherSessionKey = (caller: SessionCaller, serialNumber: string): string => mfaKey(caller, serialNumber);

/**
 * The cache key of the MFA session that the roles of a caller and a device share; `undefined` if this role can't use one.
 * GetSessionToken takes long-term keys alone, and a role assumed with its credentials lasts an hour at most (found by
 * aws-vault and awsume).
 */
export function mfaSessionKey(hop: Hop, caller: SessionCaller): string | undefined {
  if (hop.mfaSerial === undefined || caller.credentials.sessionToken !== undefined || lifeOf(hop) > HOUR)
    return undefined;
  return sessionKey(caller, hop.mfaSerial);
}
