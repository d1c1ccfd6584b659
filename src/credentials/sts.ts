import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AssumeRole, Caller, Credentials } from './types';

/** In milliseconds. A network that swallows packets is an error after `attempts` of these, not after minutes. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const ATTEMPTS = 2;

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

const accountOf = (arn: string | undefined) => arn?.split(':')[4];

/** One AssumeRole call with the AWS SDK. Rejects with the SDK's own error. */
export const assumeRole: AssumeRole = async (request, caller) => {
  const { serialNumber, tokenCode, externalId, durationSeconds } = request;
  const sts = client(caller);
  try {
    const { Credentials: issued, AssumedRoleUser: user } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: request.roleArn,
        RoleSessionName: request.roleSessionName,
        ExternalId: externalId,
        DurationSeconds: durationSeconds,
        SerialNumber: serialNumber,
        TokenCode: tokenCode,
      }),
    );
    const accountId = accountOf(user?.Arn ?? request.roleArn);
    return {
      accessKeyId: issued?.AccessKeyId ?? '',
      secretAccessKey: issued?.SecretAccessKey ?? '',
      ...(issued?.SessionToken && { sessionToken: issued.SessionToken }),
      ...(issued?.Expiration && { expiration: issued.Expiration }),
      ...(accountId && { accountId }),
    };
  } finally {
    sts.destroy();
  }
};

/** The ARN that AWS knows these credentials by (GetCallerIdentity). Rejects with the SDK's own error. */
export async function callerArn(caller: Caller): Promise<string> {
  const sts = client(caller);
  try {
    return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? '';
  } finally {
    sts.destroy();
  }
}

export type { Credentials };
