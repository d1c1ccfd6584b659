import { type Hint, misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { CREDENTIAL_SOURCES, SOURCE_LABELS } from '../profiles/kind';
import { location, type Profile, type Setting } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { parseTime } from '../util/time';
import { isWellFormed } from '../util/wellFormed';
import { didYouMean } from './hints';
import { endpointSetting } from './metadataService';
import type { MissingKey, PlanRequest } from './request';
import type { ContainerSource, EnvironmentSource, InstanceSettings } from './sources';
import type { PlanContext, Problems } from './types';

/** These name the agent that hands out credentials, in ECS, EKS and elsewhere (botocore, ContainerProvider). */
const CONTAINER = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'] as const;

/** Whether the environment names a container's credential agent. */
const hasContainer = (env: Env): boolean => CONTAINER.some((name) => env[name] !== undefined);

/** What to do about an access key that is missing, and the reason as the end of a sentence. */
const MISSING: Readonly<Record<MissingKey, readonly [reason: string, hint: Hint]>> = {
  withheld: [
    'the access key from before `assume exec` is not passed on to its command',
    ['exit', 'Exit the shell that assume exec started'],
  ],
  unknown: [
    'those from before the first assume are not known (ASSUME_RESTORE is missing or damaged)',
    ['assume off', 'Clear the assumed credentials first'],
  ],
};

/**
 * The credentials in environment variables, by botocore's rules (EnvProvider). If they are missing or incomplete, adds a
 * problem (exit 3).
 * @param user what uses them, as the subject of the message: `The role`, `Profile "prod" (…)`
 */
export function environmentSource(
  { env, missingKey }: Pick<PlanRequest, 'env' | 'missingKey'>,
  user: string,
  problems: Problems,
): EnvironmentSource | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const reject = (reason: string, ...hints: Hint[]) =>
    problems.add(misconfigured(`${user} uses ${SOURCE_LABELS.environment}, but ${reason}.`, ...hints));
  if (missingKey) return reject(...MISSING[missingKey]);
  if (!accessKeyId) return reject('AWS_ACCESS_KEY_ID is not set');
  if (!secretAccessKey) return reject('AWS_SECRET_ACCESS_KEY is not set');
  // botocore's order: the older name first.
  const sessionToken = env.AWS_SECURITY_TOKEN || env.AWS_SESSION_TOKEN || undefined;
  if (![accessKeyId, secretAccessKey, sessionToken ?? ''].every(isWellFormed))
    return reject('they are not valid UTF-8');
  const expiration = env.AWS_CREDENTIAL_EXPIRATION || undefined;
  // With an expiry that can't be read, stale credentials would pass for fresh ones.
  if (expiration && !parseTime(expiration)) {
    return reject("AWS_CREDENTIAL_EXPIRATION isn't an ISO 8601 time with a time zone");
  }
  return {
    kind: 'environment',
    accessKeyId,
    secretAccessKey,
    ...omitUndefined({
      sessionToken,
      expiration,
      accountId: env.AWS_ACCOUNT_ID || undefined,
    }),
  };
}

function containerSource({ env }: PlanRequest, user: string, problems: Problems): ContainerSource | undefined {
  if (hasContainer(env)) return { kind: 'container' };
  return problems.add(
    misconfigured(`${user} uses ${SOURCE_LABELS.container}, but neither ${CONTAINER.join(' nor ')} is set.`),
  );
}

type AmbientSource = EnvironmentSource | ContainerSource | InstanceSettings;

const isInstanceMetadataDisabled = (env: Env) => env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true';

function instanceSource({ env }: PlanRequest, user: string, problems: Problems): InstanceSettings | undefined {
  if (!isInstanceMetadataDisabled(env)) return { kind: 'instance' };
  return problems.add(misconfigured(`${user} uses ${SOURCE_LABELS.instance}, but AWS_EC2_METADATA_DISABLED is true.`));
}

type SourceReader = (request: PlanRequest, user: string, problems: Problems) => AmbientSource | undefined;

const READERS: Readonly<Record<AmbientSource['kind'], SourceReader>> = {
  environment: environmentSource,
  instance: instanceSource,
  container: containerSource,
};

/** These show that a Linux host is an EC2 instance (EC2 user guide, "Detect whether a host is an EC2 instance"). */
const TRAITS = [
  ['/sys/class/dmi/id/sys_vendor', 'Amazon EC2'],
  ['/sys/hypervisor/uuid', 'ec2'],
] as const;

/** Who sets the address of the metadata service has one. */
const isInstance = ({ env, readFile }: PlanRequest, profile: Profile | undefined) =>
  !isInstanceMetadataDisabled(env) &&
  (endpointSetting(profile, env) !== undefined || TRAITS.some(([file, start]) => readFile(file)?.startsWith(start)));

/**
 * The AWS CLI's last resort where no settings name credentials: those of the container or EC2 instance it runs on. The
 * AWS CLI asks the network whether this is one; a plan sends nothing, so this looks at variables and files.
 */
export function hostSource(
  request: PlanRequest,
  profile: Profile | undefined,
): ContainerSource | InstanceSettings | undefined {
  if (hasContainer(request.env)) return { kind: 'container' };
  return isInstance(request, profile) ? { kind: 'instance' } : undefined;
}

/** The source that the profile's `credential_source` names; a problem (exit 3) if there is none. */
export function credentialSource(profile: Profile, setting: Setting, context: PlanContext): AmbientSource | undefined {
  const { problems, request } = context;
  const kind = CREDENTIAL_SOURCES.get(setting.value);
  if (kind) {
    const source = READERS[kind](request, `Profile "${profile.name}" (${location(setting)})`, problems);
    return source && { ...source, profile: profile.name };
  }
  const names = [...CREDENTIAL_SOURCES.keys()];
  return problems.add(
    misconfigured(
      `credential_source "${setting.value}" of profile "${profile.name}" (${location(setting)}) must be one of ${names.join(', ')}.`,
      ...didYouMean('credential_source', setting, profile, names),
    ),
  );
}
