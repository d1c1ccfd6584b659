import type { Readable } from 'node:stream';
import {
  type AssumedRoleUser,
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { StsEndpoint } from '../plan/types';
import { failed, isServiceException, malformedResponse } from './awsError';
import type { Credentials, Issued, Sts } from './types';
import { stsEndpointOf, withTimeout } from './unreachable';

/** In milliseconds. A network that loses packets is an error after two attempts, not after minutes. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const ATTEMPTS = 2;

/** In milliseconds. The SDK's own timeouts end where a response begins, and a response may begin and never end. */
const DEADLINE = 21_000;

/** The SDK's own collector checks for web streams, and loads all of their code to do so. */
const streamCollector = async (stream: Readable) => Buffer.concat(await stream.toArray());

/** Every setting that the SDK would otherwise look up in the AWS files, which have already been read. */
const client = (
  { region, endpoint, useFipsEndpoint = false, useDualstackEndpoint = false }: StsEndpoint,
  credentials: Credentials,
) =>
  new STSClient({
    credentials,
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint,
    useFipsEndpoint,
    userAgentAppId: 'assume',
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    ignoreConfiguredEndpointUrls: true,
    requestHandler: new NodeHttpHandler(TIMEOUTS),
    streamCollector,
  });

/**
 * Sends one request with a client of its own, within the deadline.
 * @returns the response, and how far AWS's clock is ahead, in milliseconds
 * @throws the SDK's own error
 */
export async function withClient<Result>(
  endpoint: StsEndpoint,
  credentials: Credentials,
  send: (sts: STSClient) => Promise<Result>,
): Promise<Result & { clockOffset: number }> {
  const sts = client(endpoint, credentials);
  try {
    const response = await withTimeout(send(sts), DEADLINE);
    return { ...response, clockOffset: sts.config.systemClockOffset };
  } catch (error) {
    throw readError(error, endpoint);
  } finally {
    sts.destroy();
  }
}

const accountOf = (arn: string | undefined) => arn?.split(':')[4];

/** What the SDK says about a response with a member that it can't read; it doesn't keep the others. */
const UNREADABLE: readonly (readonly [pattern: RegExp, member: string, problem: string])[] = [
  [/Invalid RFC3339 timestamp|Invalid RFC-3339 date-time/, 'Expiration', "isn't an RFC 3339 time"],
  [/deserializer unhandled schema type for (\w+)/, '$1', "isn't a single value"],
];

/** The error to report for a response that is from STS, but can't be read. Others are returned unchanged. */
function readError(error: unknown, endpoint: StsEndpoint): unknown {
  if (!(error instanceof Error) || isServiceException(error)) return error;
  for (const [pattern, member, problem] of UNREADABLE) {
    const [found, name = ''] = pattern.exec(error.message) ?? [];
    if (found !== undefined) {
      return failed(
        `${stsEndpointOf(endpoint).name} returned credentials whose ${member.replace('$1', name)} ${problem}.`,
      );
    }
  }
  return error;
}

interface IssuingResponse {
  readonly clockOffset: number;
  readonly Credentials?: StsCredentials | undefined;
  readonly AssumedRoleUser?: AssumedRoleUser | undefined;
}

function issuedIn({ Credentials: issued, AssumedRoleUser: user, clockOffset }: IssuingResponse): Issued {
  if (!issued) throw malformedResponse();
  const accountId = accountOf(user?.Arn);
  return {
    credentials: {
      accessKeyId: issued.AccessKeyId ?? '',
      secretAccessKey: issued.SecretAccessKey ?? '',
      ...(issued.SessionToken && { sessionToken: issued.SessionToken }),
      ...(issued.Expiration && { expiration: issued.Expiration }),
      ...(accountId && { accountId }),
    },
    ...(clockOffset !== 0 && { clockOffset }),
    ...(user?.Arn && user.AssumedRoleId && { assumedRole: { id: user.AssumedRoleId, arn: user.Arn } }),
  };
}

/** Calls AssumeRole. @throws the SDK's own error */
export const assumeRole: Sts['assumeRole'] = async (request, caller) => {
  const command = new AssumeRoleCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.roleSessionName,
    ExternalId: request.externalId,
    DurationSeconds: request.durationSeconds,
    SourceIdentity: request.sourceIdentity,
    Tags: request.tags?.map(({ key, value }) => ({ Key: key, Value: value })),
    TransitiveTagKeys: request.transitiveTagKeys && [...request.transitiveTagKeys],
    Policy: request.policy,
    PolicyArns: request.policyArns?.map((arn) => ({ arn })),
    SerialNumber: request.serialNumber,
    TokenCode: request.tokenCode,
  });
  return issuedIn(await withClient(caller, caller.credentials, (sts) => sts.send(command)));
};

/** Calls GetSessionToken. @throws the SDK's own error */
export const getSessionToken: Sts['getSessionToken'] = async (request, caller) => {
  const command = new GetSessionTokenCommand({
    SerialNumber: request.serialNumber,
    TokenCode: request.tokenCode,
    DurationSeconds: request.durationSeconds,
  });
  return issuedIn(await withClient(caller, caller.credentials, (sts) => sts.send(command)));
};

/** The request isn't signed: the token identifies the caller. */
const UNSIGNED: Credentials = { accessKeyId: '', secretAccessKey: '' };

/** Calls AssumeRoleWithWebIdentity. @throws the SDK's own error */
export const assumeRoleWithWebIdentity: Sts['assumeRoleWithWebIdentity'] = async (request, endpoint) => {
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.roleSessionName,
    WebIdentityToken: request.webIdentityToken,
    DurationSeconds: request.durationSeconds,
  });
  return issuedIn(await withClient(endpoint, UNSIGNED, (sts) => sts.send(command)));
};

/** Calls GetCallerIdentity. @returns the ARN of the caller @throws the SDK's own error */
export const callerArn: Sts['callerArn'] = async (caller) =>
  (await withClient(caller, caller.credentials, (sts) => sts.send(new GetCallerIdentityCommand({})))).Arn ?? '';
