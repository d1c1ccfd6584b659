import type { Aws } from '../aws';
import { roleCaller } from '../caller';
import type { Role } from '../world';

/** In seconds: as AWS, which renews them long before. */
const LIFE = 6 * 3600;

/** The credentials of the role that a machine has been given, as machines say it. */
export function machineCredentials({ world, keys, clock }: Aws, roleArn: string, sessionName: string) {
  const made: Role = { arn: roleArn, trust: { principals: [] }, maxSessionDuration: LIFE };
  const role = world.roles.find(({ arn }) => arn === roleArn) ?? made;
  const { accessKeyId, secretAccessKey, session } = keys.issue(roleCaller(role, sessionName), LIFE, clock());
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: session.token,
    Expiration: session.expiration.toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
