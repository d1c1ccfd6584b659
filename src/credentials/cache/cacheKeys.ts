import { sha1 as hash } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { SsoSource, WebIdentitySource } from '../../plan/sources';
import type { Hop } from '../../plan/types';

/** How long a GetSessionToken session lasts, in seconds: the twelve hours that the AWS CLI takes, too (`mfa-login`). */
export const SESSION_SECONDS = 43_200;

/** What `json.dumps` puts between members, and between a name and its value. */
type Separators = readonly [between: string, named: string];
const DEFAULT: Separators = [', ', ': '];
const MINIFIED: Separators = [',', ':'];

/** Python escapes everything that is not printable ASCII, by UTF-16 units. */
const text = (value: unknown) =>
  JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** By code points, which is the order of bytes in UTF-8. */
const byName = ([one]: [string, unknown], [other]: [string, unknown]) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Python's `json.dumps(value, sort_keys=True, separators=…)`; a member that is `undefined` is absent. */
function dumps(value: unknown, separators: Separators): string {
  const [between, named] = separators;
  if (Array.isArray(value)) return `[${value.map((item) => dumps(item, separators)).join(between)}]`;
  if (typeof value !== 'object' || value === null) return text(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(byName)
    .map(([name, member]) => text(name) + named + dumps(member, separators))
    .join(between)}}`;
}

/** Not Node's own: to load `node:crypto` takes an eighth of Node's whole start. */
const sha1 = (json: string) => bytesToHex(hash(utf8ToBytes(json)));

/** So that the same policy has the same key, however it was written. What is no JSON stays as it is: STS refuses it. */
function parsed(policy: string | undefined): unknown {
  if (policy === undefined) return undefined;
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}

/**
 * The key of an AssumeRole answer: the AWS CLI's (botocore, BaseAssumeRoleCredentialFetcher) for all that its profiles
 * can say; the other parameters under the names and in the form that the API has.
 */
export const roleKey = (hop: Hop): string =>
  sha1(
    dumps(
      {
        DurationSeconds: hop.durationSeconds,
        ExternalId: hop.externalId,
        Policy: parsed(hop.policy),
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

/** The key of an AssumeRoleWithWebIdentity answer: the AWS CLI's, which takes no more than the role into it. */
export const webIdentityKey = ({ roleArn, roleSessionName, hasDefaultName }: WebIdentitySource): string =>
  sha1(dumps({ RoleArn: roleArn, RoleSessionName: hasDefaultName ? undefined : roleSessionName }, DEFAULT));

/** The key of a permission set's credentials: the AWS CLI's (botocore, SSOCredentialFetcher). */
export function ssoKey({ session, accountId, roleName }: SsoSource): string {
  const place = session.name ? { sessionName: session.name } : { startUrl: session.startUrl };
  return sha1(dumps({ accountId, roleName, ...place }, MINIFIED));
}

/** The key of a GetSessionToken session, which the AWS CLI does not keep: no role's, since it names none. */
export const sessionKey = (accessKeyId: string, serialNumber: string): string =>
  sha1(dumps({ AccessKeyId: accessKeyId, DurationSeconds: SESSION_SECONDS, SerialNumber: serialNumber }, DEFAULT));
