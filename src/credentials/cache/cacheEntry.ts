import { omitUndefined } from '../../util/omitUndefined';
import type { AssumedRole, Credentials, Issued } from '../types';

/** `UTC` is what botocore writes for roles and `new Date` cannot read; `Z` it writes for IAM Identity Center. */
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

/** As botocore 1.34 and later have it; what older ones wrote says it in the role's ARN only. */
const accountOf = ({ arn }: AssumedRole) => /^arn:[^:]*:sts::(\d{12}):/.exec(arn)?.[1];

/**
 * What a file of the cache says, written by any version of the AWS CLI, of boto3, or by us.
 * @param endpoint the AWS that it must be of, if that matters: {@link otherAws}. The AWS CLI does not say where it asked
 * @returns `undefined` for anything that is not complete
 */
export function parseEntry(text: string, endpoint?: string): Issued | undefined {
  let entry: Members;
  try {
    entry = membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  const found = credentialsOf(membersOf(entry.Credentials));
  const isFromOtherEndpoint = endpoint !== undefined && (entry.EndpointUrl ?? endpoint) !== endpoint;
  if (!found || isFromOtherEndpoint) return undefined;
  const assumedRole = roleOf(membersOf(entry.AssumedRoleUser));
  const accountId = found.accountId ?? (assumedRole && accountOf(assumedRole));
  const providerType = textOf(entry.ProviderType);
  return {
    credentials: { ...found, ...omitUndefined({ accountId }) },
    ...omitUndefined({ assumedRole, providerType }),
  };
}

/**
 * The file for an answer of AWS, as the AWS CLI writes it; botocore reads `Credentials` only, and wants all of its members
 * but the account.
 * @returns `undefined` for what cannot be kept: without an end, or without a session token
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
