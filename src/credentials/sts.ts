import {
  AssumeRoleCommand,
  type AssumeRoleCommandOutput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AssumeRole, Caller, Credentials } from './types';

/** In milliseconds. A network that swallows packets is an error after two of these, not after minutes. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const ATTEMPTS = 2;

/** In milliseconds: the SDK's limits end where an answer begins, and one may begin that never ends. */
const DEADLINE = 21_000;

/** Every setting that the SDK would otherwise look up in the AWS files, which have been read already. */
const client = ({ credentials, region, endpoint }: Caller) =>
  new STSClient({
    credentials,
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: 'assume',
    authSchemePreference: ['sigv4'],
    requestHandler: new NodeHttpHandler(PATIENCE),
  });

/** Sends one request with a client of its own, within the deadline. */
async function withClient<Result>(caller: Caller, send: (sts: STSClient) => Promise<Result>): Promise<Result> {
  const sts = client(caller);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no whole answer within ${DEADLINE / 1000} seconds`)), DEADLINE);
  });
  try {
    return await Promise.race([send(sts), deadline]);
  } finally {
    clearTimeout(timer);
    sts.destroy();
  }
}

const accountOf = (arn: string | undefined) => arn?.split(':')[4];

function credentialsIn({ Credentials: issued, AssumedRoleUser: user }: AssumeRoleCommandOutput): Credentials {
  if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw new Error('the answer holds no credentials');
  const accountId = accountOf(user?.Arn);
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    ...(issued.SessionToken && { sessionToken: issued.SessionToken }),
    ...(issued.Expiration && { expiration: issued.Expiration }),
    ...(accountId && { accountId }),
  };
}

/** One AssumeRole call with the AWS SDK. Rejects with the SDK's own error. */
export const assumeRole: AssumeRole = async (request, caller) => {
  const command = new AssumeRoleCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.roleSessionName,
    ExternalId: request.externalId,
    DurationSeconds: request.durationSeconds,
    SerialNumber: request.serialNumber,
    TokenCode: request.tokenCode,
  });
  return credentialsIn(await withClient(caller, (sts) => sts.send(command)));
};

/** The ARN that AWS knows these credentials by (GetCallerIdentity). Rejects with the SDK's own error. */
export const callerArn = async (caller: Caller): Promise<string> =>
  (await withClient(caller, (sts) => sts.send(new GetCallerIdentityCommand({})))).Arn ?? '';
