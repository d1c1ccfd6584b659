import { fromHttp } from '@aws-sdk/credential-provider-http';
import type { Env } from '../../env';
import { isAssumeError, misconfigured } from '../../errors';
import type { ContainerSource } from '../../plan/sources';
import { inTime } from '../deadline';
import { reason } from '../reason';
import type { Asking } from '../source';
import type { Issued } from '../types';
import { failed, refused } from './failure';

const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/** Where there are two the SDK warns on stderr, and takes the first. An empty one keeps it from the real environment. */
function provider(env: Env, profile = 'default') {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file = '', AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '' } = env;
  const [relative = '', full = ''] = [env[RELATIVE], env[FULL]];
  if (!relative && !full) {
    throw misconfigured(
      `The profile "${profile}" takes the credentials of the container, and neither ${RELATIVE} nor ${FULL} is set: this is no task of ECS, and no pod of EKS.`,
    );
  }
  try {
    return fromHttp({
      awsContainerCredentialsRelativeUri: relative,
      awsContainerCredentialsFullUri: relative ? '' : full,
      awsContainerAuthorizationTokenFile: file,
      awsContainerAuthorizationToken: file ? '' : token,
    });
  } catch (error) {
    throw misconfigured(`${relative ? RELATIVE : FULL} cannot be used: ${(error as Error).message}`);
  }
}

/** The credentials of the container (ECS, EKS Pod Identity), from the address in the environment. */
export async function askContainer({ profile }: ContainerSource, { env }: Asking): Promise<Issued> {
  const get = provider(env, profile);
  try {
    return { credentials: await inTime(get()) };
  } catch (error) {
    if (isAssumeError(error)) throw error;
    const { Code, Message, message } = error as Error & { Code?: string; Message?: string };
    if (Code || Message) throw refused(`The container's credentials were refused (${Code}): ${Message ?? message}`);
    throw failed(`The container's credentials (profile "${profile}") cannot be had: ${reason(error as Error)}`);
  }
}
