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
import { malformedResponse } from './awsError';
import type { Caller, Credentials, Issued, Sts } from './types';
import { withTimeout } from './unreachable';

/** In milliseconds. A network that swallows packets is an error after two of these, not after minutes. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const ATTEMPTS = 2;

/** In milliseconds: the SDK's limits end where an answer begins, and one may begin that never ends. */
const DEADLINE = 21_000;

/** The SDK's own looks whether it is a web stream, and loads all of them for that. */
const streamCollector = async (stream: Readable) => Buffer.concat(await stream.toArray());

/** Every setting that the SDK would otherwise look up in the AWS files, which have been read already. */
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
    requestHandler: new NodeHttpHandler(PATIENCE),
    streamCollector,
  });

/** Sends one request with a client of its own, within the deadline; gives the answer, and how far AWS's clock is ahead. */
export async function withClient<Result>(
  place: StsEndpoint,
  credentials: Credentials,
  send: (sts: STSClient) => Promise<Result>,
): Promise<Result & { clockOffset: number }> {
  const sts = client(place, credentials);
  try {
    const answer = await withTimeout(send(sts), DEADLINE);
    return { ...answer, clockOffset: sts.config.systemClockOffset };
  } finally {
    sts.destroy();
  }
}

const accountOf = (arn: string | undefined) => arn?.split(':')[4];

interface Answer {
  readonly clockOffset: number;
  readonly Credentials?: StsCredentials | undefined;
  readonly AssumedRoleUser?: AssumedRoleUser | undefined;
}

function issuedIn({ Credentials: issued, AssumedRoleUser: user, clockOffset }: Answer): Issued {
  if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw malformedResponse();
  const accountId = accountOf(user?.Arn);
  return {
    credentials: {
      accessKeyId: issued.AccessKeyId,
      secretAccessKey: issued.SecretAccessKey,
      ...(issued.SessionToken && { sessionToken: issued.SessionToken }),
      ...(issued.Expiration && { expiration: issued.Expiration }),
      ...(accountId && { accountId }),
    },
    ...(clockOffset !== 0 && { clockOffset }),
    ...(user?.Arn && user.AssumedRoleId && { assumedRole: { id: user.AssumedRoleId, arn: user.Arn } }),
  };
}

/** One AssumeRole call with the AWS SDK. Rejects with the SDK's own error. */
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

/** One GetSessionToken call. Rejects with the SDK's own error. */
export const getSessionToken: Sts['getSessionToken'] = async (request, caller) => {
  const command = new GetSessionTokenCommand({
    SerialNumber: request.serialNumber,
    TokenCode: request.tokenCode,
    DurationSeconds: request.durationSeconds,
  });
  return issuedIn(await withClient(caller, caller.credentials, (sts) => sts.send(command)));
};

/** Nobody signs it: the token says who asks. */
const UNSIGNED: Credentials = { accessKeyId: '', secretAccessKey: '' };

/** One AssumeRoleWithWebIdentity call. Rejects with the SDK's own error. */
export const assumeRoleWithWebIdentity: Sts['assumeRoleWithWebIdentity'] = async (request, place) => {
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.roleSessionName,
    WebIdentityToken: request.webIdentityToken,
  });
  return issuedIn(await withClient(place, UNSIGNED, (sts) => sts.send(command)));
};

/** The ARN that AWS knows these credentials by (GetCallerIdentity). Rejects with the SDK's own error. */
export const callerArn = async (caller: Caller): Promise<string> =>
  (await withClient(caller, caller.credentials, (sts) => sts.send(new GetCallerIdentityCommand({})))).Arn ?? '';
