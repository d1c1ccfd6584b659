import {
  type AssumedRoleUser,
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import { oddAnswer } from './answer';
import { withClient } from './client';
import type { Caller, Credentials, Issued, Sts } from './types';

const accountOf = (arn: string | undefined) => arn?.split(':')[4];

interface Answer {
  readonly clockOffset: number;
  readonly Credentials?: StsCredentials | undefined;
  readonly AssumedRoleUser?: AssumedRoleUser | undefined;
}

function issuedIn({ Credentials: issued, AssumedRoleUser: user, clockOffset }: Answer): Issued {
  if (!issued?.AccessKeyId || !issued.SecretAccessKey) throw oddAnswer();
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
