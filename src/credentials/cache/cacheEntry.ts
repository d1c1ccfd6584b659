import { omitUndefined } from '../../util/omitUndefined';
import type { AssumedRole, Credentials, Issued } from '../types';

/** For roles botocore writes `UTC`, which `new Date` can't parse; for IAM Identity Center it writes `Z`. */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:UTC|Z|([+-]\d\d:?\d\d))$/;

function timeOf(value: unknown): Date | undefined {
  const [, time, offset = 'Z'] = (typeof value === 'string' && TIME.exec(value)) || [];
  const date = new Date(`${time}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

function credentialsOf(members: Members): Credentials | undefined {
  const accessKeyId = textOf(members.AccessKeyId);
  const secretAccessKey = textOf(members.SecretAccessKey);
  const sessionToken = textOf(members.SessionToken);
  const expiration = timeOf(members.Expiration);
  if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration) return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiration,
    ...omitUndefined({ accountId: textOf(members.AccountId) }),
  };
}

function roleOf(members: Members): AssumedRole | undefined {
  const id = textOf(members.AssumedRoleId);
  const arn = textOf(members.Arn);
  return id && arn ? { id, arn } : undefined;
}

/** For entries of botocore before 1.34, which name the account in the role's ARN only. */
const accountOf = ({ arn }: AssumedRole) => /^arn:[^:]*:sts::(\d{12}):/.exec(arn)?.[1];

/**
 * Parses a file of the cache, written by any version of the AWS CLI or boto3, or by this program.
 * @param endpoint the endpoint that the entry must be from ({@link otherAws}); any if absent. The AWS CLI's entries don't
 *   name theirs and always match
 * @returns `undefined` for anything that isn't a complete entry
 */
export function parseEntry(text: string, endpoint?: string): Issued | undefined {
  let entry: Members;
  try {
    entry = membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  const credentials = credentialsOf(membersOf(entry.Credentials));
  const isFromOtherEndpoint = endpoint !== undefined && (entry.EndpointUrl ?? endpoint) !== endpoint;
  if (!credentials || isFromOtherEndpoint) return undefined;
  const assumedRole = roleOf(membersOf(entry.AssumedRoleUser));
  const accountId = credentials.accountId ?? (assumedRole && accountOf(assumedRole));
  const providerType = textOf(entry.ProviderType);
  return {
    credentials: { ...credentials, ...omitUndefined({ accountId }) },
    ...omitUndefined({ assumedRole, providerType }),
  };
}

/**
 * Formats a cache file as the AWS CLI does. botocore reads `Credentials` only, and requires all of its members except the
 * account.
 * @returns `undefined` for credentials that can't be cached: without an expiration or a session token
 */
export function formatEntry({ credentials, assumedRole, providerType }: Issued, endpoint: string): string | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = credentials;
  if (!expiration || !sessionToken) return undefined;
  const time = expiration.toISOString().slice(0, 19);
  return JSON.stringify({
    ProviderType: providerType,
    EndpointUrl: endpoint,
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: time + (assumedRole ? 'UTC' : 'Z'),
      AccountId: accountId,
    },
    AssumedRoleUser: assumedRole && { AssumedRoleId: assumedRole.id, Arn: assumedRole.arn },
  });
}
