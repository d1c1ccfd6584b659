import type { Source, SsoSource, WebIdentitySource } from '../../plan/sources';
import type { Hop } from '../../plan/types';
import { sha1 } from '../../util/sha1';
import { HOUR, lifeOf } from '../resolveContext';

/** How long an MFA session lasts, in seconds: 12 hours, as with the AWS CLI's `mfa-login`. */
export const SESSION_SECONDS = 43_200;

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
  sha1(
    dumps(
      {
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
      },
      DEFAULT,
    ),
  );

/** The cache key of a web identity role: the AWS CLI's, which depends on nothing but the role and its session name. */
export const webIdentityKey = ({ roleArn, roleSessionName, hasDefaultName }: WebIdentitySource): string =>
  sha1(dumps({ RoleArn: roleArn, RoleSessionName: hasDefaultName ? undefined : roleSessionName }, DEFAULT));

/** The cache key of a permission set: the AWS CLI's (botocore, SSOCredentialFetcher). */
export function ssoKey({ session, accountId, roleName }: SsoSource): string {
  const portal = session.name ? { sessionName: session.name } : { startUrl: session.startUrl };
  return sha1(dumps({ accountId, roleName, ...portal }, MINIFIED));
}

/** The cache key of an MFA session, which the AWS CLI doesn't cache. It can't equal a role's key, since it has no role. */
export const sessionKey = (accessKeyId: string, serialNumber: string): string =>
  sha1(dumps({ AccessKeyId: accessKeyId, DurationSeconds: SESSION_SECONDS, SerialNumber: serialNumber }, DEFAULT));

/**
 * The cache key of the MFA session that the roles of a caller and a device share; `undefined` if this role can't use one.
 * GetSessionToken takes long-term keys alone, and a role assumed with its credentials lasts an hour at most (found by
 * aws-vault and awsume).
 */
export function mfaSessionKey(
  hop: Hop,
  { accessKeyId, sessionToken }: { readonly accessKeyId: string; readonly sessionToken?: string | undefined },
): string | undefined {
  if (hop.mfaSerial === undefined || sessionToken !== undefined || lifeOf(hop) > HOUR) return undefined;
  return sessionKey(accessKeyId, hop.mfaSerial);
}

/** The cache key of a source's credentials, as the AWS CLI's; `undefined` for those it doesn't cache, such as keys. */
export function sourceKey(source: Source): string | undefined {
  if (source.kind === 'sso') return ssoKey(source);
  return source.kind === 'webIdentity' ? webIdentityKey(source) : undefined;
}
