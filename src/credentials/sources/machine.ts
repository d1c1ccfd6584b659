import { fromHttp } from '@aws-sdk/credential-provider-http';
import { fromInstanceMetadata } from '@smithy/credential-provider-imds';
import { isAssumeError, misconfigured } from '../../errors';
import type { ContainerSource, InstanceSource } from '../../plan/sources';
import type { Env } from '../../platform/env';
import { failed, refused } from '../awsError';
import type { SourceContext } from '../sourceContext';
import type { Issued } from '../types';
import { networkReason, withTimeout } from '../unreachable';

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
export async function askContainer({ profile }: ContainerSource, { env }: SourceContext): Promise<Issued> {
  const get = provider(env, profile);
  try {
    return { credentials: await withTimeout(get()) };
  } catch (error) {
    if (isAssumeError(error)) throw error;
    const { Code, Message, message } = error as Error & { Code?: string; Message?: string };
    if (Code || Message) throw refused(`The container's credentials were refused (${Code}): ${Message ?? message}`);
    throw failed(`The container's credentials (profile "${profile}") cannot be had: ${networkReason(error as Error)}`);
  }
}

/** As botocore: one attempt of a second each. Where there is no EC2, packets to its address are lost. */
const PATIENCE = { timeout: 1_000, maxRetries: 0 };

/** The SDK would write to the console. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** The credentials of the EC2 instance, from its metadata service. */
export async function askInstance({ profile }: InstanceSource, { env }: SourceContext): Promise<Issued> {
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
    throw misconfigured(
      `The profile "${profile}" takes the credentials of the EC2 instance, and AWS_EC2_METADATA_DISABLED forbids to ask for them.`,
    );
  }
  try {
    return { credentials: await withTimeout(fromInstanceMetadata({ ...PATIENCE, logger: SILENT })()) };
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) {
      throw misconfigured(`The profile "${profile}" takes the credentials of the EC2 instance, which has no role.`);
    }
    throw failed(
      `The profile "${profile}" takes the credentials of the EC2 instance, and there is no instance metadata here: ${networkReason(error as Error)}.`,
    );
  }
}
