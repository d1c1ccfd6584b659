import {
  type AssumedRoleUser,
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import { malformedResponse } from './awsError';
import { withClient } from './stsClient';
import type { Credentials, Issued, Network, Sts } from './types';

const accountOf = (arn: string | undefined) => arn?.split(':')[4];

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

/** The request isn't signed: the token identifies the caller. */
const UNSIGNED: Credentials = { accessKeyId: '', secretAccessKey: '' };

/** STS, over these connections. Each request rejects as {@link withClient} does. */
export const stsOver = (network: Network): Sts => ({
  async assumeRole(request, caller) {
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
    const hasCode = request.tokenCode !== undefined;
    return issuedIn(await withClient(caller, caller.credentials, network, (sts) => sts.send(command), hasCode));
  },
  async getSessionToken(request, caller) {
    const command = new GetSessionTokenCommand({
      SerialNumber: request.serialNumber,
      TokenCode: request.tokenCode,
      DurationSeconds: request.durationSeconds,
    });
    return issuedIn(await withClient(caller, caller.credentials, network, (sts) => sts.send(command), true));
  },
  async assumeRoleWithWebIdentity(request, endpoint) {
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: request.roleArn,
      RoleSessionName: request.roleSessionName,
      WebIdentityToken: request.webIdentityToken,
      DurationSeconds: request.durationSeconds,
    });
    return issuedIn(await withClient(endpoint, UNSIGNED, network, (sts) => sts.send(command)));
  },
  async callerArn(caller) {
    const command = new GetCallerIdentityCommand({});
    return (await withClient(caller, caller.credentials, network, (sts) => sts.send(command))).Arn ?? '';
  },
});
