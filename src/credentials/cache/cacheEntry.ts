import { omitUndefined } from '../../util/omitUndefined';
import { parseTime } from '../../util/time';
import { isAccountId, textDefect } from '../../util/wellFormed';
import type { AssumedRole, CachedEntry, Credentials, Origin } from '../types';

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' && textDefect(value) === undefined ? value : undefined;

function credentialsOf(members: Members): Credentials | undefined {
  const accessKeyId = textOf(members.AccessKeyId);
  const secretAccessKey = textOf(members.SecretAccessKey);
  const sessionToken = textOf(members.SessionToken);
  const expiration = parseTime(textOf(members.Expiration) ?? '');
  const accountId = textOf(members.AccountId);
  const isOdd = members.AccountId !== undefined && !isAccountId(accountId ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration || isOdd) return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiration,
    ...omitUndefined({ accountId }),
  };
}

function roleOf(members: Members): AssumedRole | undefined {
  const id = textOf(members.AssumedRoleId);
  const arn = textOf(members.Arn);
  return id && arn ? { id, arn } : undefined;
}

/** For entries of botocore before 1.34, which name the account in the role's ARN only. */
const accountOf = ({ arn }: AssumedRole) => /^arn:[^:]*:sts::(\d{12}):/.exec(arn)?.[1];

/** Versions of this program before 0.2 recorded the endpoint alone: the source of such an entry is nobody's. */
const originOf = ({ Source: source, EndpointUrl: endpoint }: Members): Origin | undefined =>
  source === undefined && endpoint === undefined
    ? undefined
    : { source: textOf(source) ?? '', endpoint: textOf(endpoint) ?? '' };

/**
 * Parses a file of the cache, written by any version of the AWS CLI or boto3, or by this program.
 * @returns `undefined` for anything that isn't a complete entry
 */
export function parseEntry(text: string): CachedEntry | undefined {
  let entry: Members;
  try {
    entry = membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  const credentials = credentialsOf(membersOf(entry.Credentials));
  if (!credentials) return undefined;
  const assumedRole = roleOf(membersOf(entry.AssumedRoleUser));
  const accountId = credentials.accountId ?? (assumedRole && accountOf(assumedRole));
  const providerType = textOf(entry.ProviderType);
  return {
    credentials: { ...credentials, ...omitUndefined({ accountId }) },
    ...omitUndefined({ assumedRole, providerType, origin: originOf(entry), request: textOf(entry.Request) }),
  };
}

/**
 * Formats a cache file as the AWS CLI does. botocore reads `Credentials` only, and requires all of its members except the
 * account. Source, endpoint and request are this program's own.
 * @returns `undefined` for credentials that can't be cached: without an expiration or a session token
 */
export function formatEntry(entry: CachedEntry): string | undefined {
  const { credentials, assumedRole, providerType, origin, request } = entry;
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = credentials;
  if (!expiration || !sessionToken) return undefined;
  const time = expiration.toISOString().slice(0, 19);
  return JSON.stringify({
    ProviderType: providerType,
    Source: origin?.source,
    EndpointUrl: origin?.endpoint,
    Request: request,
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
