import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { SOURCE_LABELS } from '../profiles/kind';
import { location, type Profile, type Setting } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { parseTime } from '../util/time';
import { didYouMean } from './hints';
import type { ContainerSource, EnvironmentSource, InstanceSource } from './sources';
import type { PlanContext, Problems } from './types';

/** These name the agent that hands out credentials, in ECS, EKS and elsewhere (botocore, ContainerProvider). */
const CONTAINER = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'] as const;

/** Whether the environment names a container's credential agent. */
export const hasContainer = (env: Env): boolean => CONTAINER.some((name) => env[name] !== undefined);

/**
 * The credentials in environment variables, by botocore's rules (EnvProvider). If they are incomplete, adds a problem
 * (exit 3).
 * @param user what uses them, as the subject of the message: `The role`, `Profile "prod" (…)`
 */
export function environmentSource(env: Env, user: string, problems: Problems): EnvironmentSource | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const reject = (reason: string) =>
    problems.add(misconfigured(`${user} uses ${SOURCE_LABELS.environment}, but ${reason}.`));
  if (!accessKeyId) return reject('AWS_ACCESS_KEY_ID is not set');
  if (!secretAccessKey) return reject('AWS_SECRET_ACCESS_KEY is not set');
  const expiration = env.AWS_CREDENTIAL_EXPIRATION || undefined;
  // With an expiry that can't be read, stale credentials would pass for fresh ones.
  if (expiration && !parseTime(expiration)) {
    return reject("AWS_CREDENTIAL_EXPIRATION isn't an ISO 8601 date");
  }
  return {
    kind: 'environment',
    accessKeyId,
    secretAccessKey,
    ...omitUndefined({
      // botocore's order: the older name first.
      sessionToken: env.AWS_SECURITY_TOKEN || env.AWS_SESSION_TOKEN || undefined,
      expiration,
      accountId: env.AWS_ACCOUNT_ID || undefined,
    }),
  };
}

function containerSource(env: Env, user: string, problems: Problems): ContainerSource | undefined {
  if (hasContainer(env)) return { kind: 'container' };
  return problems.add(
    misconfigured(`${user} uses ${SOURCE_LABELS.container}, but neither ${CONTAINER.join(' nor ')} is set.`),
  );
}

type AmbientSource = EnvironmentSource | ContainerSource | InstanceSource;
type WithoutProfile<Kind> = Kind extends AmbientSource ? Omit<Kind, 'profile'> : never;

const isInstanceMetadataDisabled = (env: Env) => env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true';

function instanceSource(env: Env, user: string, problems: Problems): WithoutProfile<InstanceSource> | undefined {
  if (!isInstanceMetadataDisabled(env)) return { kind: 'instance' };
  return problems.add(misconfigured(`${user} uses ${SOURCE_LABELS.instance}, but AWS_EC2_METADATA_DISABLED is true.`));
}

type SourceReader = (env: Env, user: string, problems: Problems) => WithoutProfile<AmbientSource> | undefined;

/** The values of `credential_source`. */
const READERS: ReadonlyMap<string, SourceReader> = new Map<string, SourceReader>([
  ['Environment', environmentSource],
  ['Ec2InstanceMetadata', instanceSource],
  ['EcsContainer', containerSource],
]);

/** Shows that a Linux host is an EC2 instance (EC2 user guide, "Detect whether a host is an EC2 instance"). */
const VENDOR = '/sys/class/dmi/id/sys_vendor';

/**
 * The AWS CLI's last resort for a profile whose settings name no credentials: those of the container or EC2 instance it
 * runs on. The AWS CLI asks the network whether this is one; a plan sends nothing, so this looks at variables and
 * files.
 */
export function hostSource({ name }: Profile, { request }: PlanContext): AmbientSource | undefined {
  const { env, readFile } = request;
  if (hasContainer(env)) return { kind: 'container', profile: name };
  const isInstance = !isInstanceMetadataDisabled(env) && readFile(VENDOR)?.startsWith('Amazon EC2');
  return isInstance ? { kind: 'instance', profile: name } : undefined;
}

/** The source that the profile's `credential_source` names; a problem (exit 3) if there is none. */
export function credentialSource(profile: Profile, setting: Setting, context: PlanContext): AmbientSource | undefined {
  const { problems, request } = context;
  const read = READERS.get(setting.value);
  if (read) {
    const source = read(request.env, `Profile "${profile.name}" (${location(setting)})`, problems);
    return source && { ...source, profile: profile.name };
  }
  const names = [...READERS.keys()];
  return problems.add(
    misconfigured(
      `credential_source "${setting.value}" of profile "${profile.name}" (${location(setting)}) must be one of ${names.join(', ')}.`,
      ...didYouMean('credential_source', setting, profile, names),
    ),
  );
}
