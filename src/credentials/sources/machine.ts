import { fromHttp } from '@aws-sdk/credential-provider-http';
import { isAssumeError, misconfigured } from '../../errors';
import type { ContainerSource, InstanceSource } from '../../plan/sources';
import type { Env } from '../../platform/env';
import { failed, rejected } from '../awsError';
import { checkIssued, receivedCredentials } from '../checkIssued';
import type { SourceContext } from '../resolveContext';
import type { Issued } from '../types';
import { networkReason, withTimeout } from '../unreachable';
import { roleCredentials } from './instanceMetadata';

const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

const NAMES = { sessionToken: 'Token' };
const FORM = 'an object of strings with AccessKeyId, SecretAccessKey, Token and Expiration';

/** What was wrong with the answer of the container's agent; the SDK doesn't keep the answer. */
function answerReason(error: Error): string {
  if (/not of the required format/.test(error.message))
    return `its credential agent returned something else than ${FORM}`;
  if (/RFC-?3339/.test(error.message)) return "its credential agent returned an Expiration that isn't an RFC 3339 time";
  if (error instanceof SyntaxError) return 'its credential agent returned something else than JSON';
  return networkReason(error);
}

/** Given two URIs the SDK warns on stderr and uses the first; given an empty string it doesn't read its own environment. */
function containerProvider(env: Env, profile: string) {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file = '', AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '' } = env;
  const [relative = '', full = ''] = [env[RELATIVE], env[FULL]];
  if (!relative && !full) {
    throw misconfigured(
      `Profile "${profile}" uses container credentials, but neither ${RELATIVE} nor ${FULL} is set: this isn't an ECS task or an EKS pod.`,
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
    throw misconfigured(`${relative ? RELATIVE : FULL} can't be used: ${(error as Error).message}`);
  }
}

/**
 * The credentials of the container (ECS, EKS Pod Identity), from the address in the environment.
 * @throws AssumeError: exit 3 if the environment names no usable address, 5 if it rejects the request, 1 if it fails
 */
export async function askContainer(source: ContainerSource, { env, now }: SourceContext): Promise<Issued> {
  const { profile = 'default' } = source;
  const provide = containerProvider(env, profile);
  try {
    const issued = { credentials: receivedCredentials(await withTimeout(provide())) };
    return checkIssued(issued, { says: "The container's credential agent returned", names: NAMES }, now());
  } catch (error) {
    if (isAssumeError(error)) throw error;
    const { Code, Message, message } = error as Error & { Code?: string; Message?: string };
    const credentials = `container credentials for profile "${profile}"`;
    if (Code || Message) throw rejected(`The request for ${credentials} was rejected (${Code}): ${Message ?? message}`);
    throw failed(`Couldn't retrieve the ${credentials}: ${answerReason(error as Error)}.`);
  }
}

/** What was wrong with the answer of the metadata service, or why there was none. */
function instanceReason(error: Error & { readonly statusCode?: number }): string {
  if (error.statusCode !== undefined) return `the instance metadata service returned HTTP status ${error.statusCode}`;
  if (error instanceof SyntaxError) return `the instance metadata service returned something else than ${FORM}`;
  return `no instance metadata service (${networkReason(error)})`;
}

/** @throws a SyntaxError for anything but an object of strings */
function readInstance(answer: unknown): Issued {
  const { AccessKeyId, SecretAccessKey, Token, Expiration, AccountId } = Object(answer);
  if (![AccessKeyId, SecretAccessKey, Token, Expiration].every((member) => typeof member === 'string'))
    throw new SyntaxError();
  return {
    credentials: receivedCredentials({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: Token,
      accountId: AccountId,
      expiration: new Date(Expiration),
    }),
  };
}

/**
 * The credentials of the EC2 instance, from its metadata service.
 * @throws AssumeError: exit 3 if it must not be asked or has no role, 1 if it can't be reached
 */
export async function askInstance(source: InstanceSource, { env, now }: SourceContext): Promise<Issued> {
  const { profile = 'default' } = source;
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
    throw misconfigured(
      `Profile "${profile}" uses EC2 instance credentials, but AWS_EC2_METADATA_DISABLED turns them off.`,
    );
  }
  try {
    const issued = readInstance(await withTimeout(roleCredentials(source)));
    return checkIssued(issued, { says: 'The instance metadata service returned', names: NAMES }, now());
  } catch (error) {
    if (isAssumeError(error)) throw error;
    if ((error as { statusCode?: number }).statusCode === 404) {
      throw misconfigured(`Profile "${profile}" uses EC2 instance credentials, but the instance has no role.`);
    }
    throw failed(
      `Couldn't retrieve the EC2 instance credentials for profile "${profile}": ${instanceReason(error as Error)}.`,
    );
  }
}
