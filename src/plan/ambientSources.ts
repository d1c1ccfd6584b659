import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import type { Profile, Setting } from '../profiles/types';
import { location } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { didYouMean } from './hints';
import type { PlanContext, Problems } from './planRequest';
import type { ContainerSource, EnvironmentSource, InstanceSource } from './sources';

/** What names an agent that hands out credentials, in ECS, EKS and elsewhere (botocore, ContainerProvider). */
const CONTAINER = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'] as const;

export const hasContainer = (env: Env): boolean => CONTAINER.some((name) => env[name] !== undefined);

/** An expiry that nobody could read would let stale credentials pass for fresh ones. */
const isDate = (text: string) => !Number.isNaN(Date.parse(text));

/**
 * The credentials in the environment, by botocore's rules (EnvProvider: the older name of the token comes first).
 * @param who who wants them, in a message
 */
export function environmentSource(env: Env, who: string, problems: Problems): EnvironmentSource | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const lacks = (name: string) =>
    problems.add(misconfigured(`${who} the credentials of the environment, but ${name}.`));
  if (!accessKeyId) return lacks('AWS_ACCESS_KEY_ID is not set');
  if (!secretAccessKey) return lacks('AWS_SECRET_ACCESS_KEY is not set');
  const expiration = env.AWS_CREDENTIAL_EXPIRATION || undefined;
  if (expiration && !isDate(expiration)) return lacks('AWS_CREDENTIAL_EXPIRATION is no date as ISO 8601 has it');
  return {
    kind: 'environment',
    accessKeyId,
    secretAccessKey,
    ...omitUndefined({
      sessionToken: env.AWS_SECURITY_TOKEN || env.AWS_SESSION_TOKEN || undefined,
      expiration,
      accountId: env.AWS_ACCOUNT_ID || undefined,
    }),
  };
}

function containerSource(env: Env, who: string, problems: Problems): ContainerSource | undefined {
  if (hasContainer(env)) return { kind: 'container' };
  return problems.add(
    misconfigured(`${who} the credentials of a container, but neither ${CONTAINER.join(' nor ')} is set.`),
  );
}

type AmbientSource = EnvironmentSource | ContainerSource | InstanceSource;
type Nameless<Kind> = Kind extends AmbientSource ? Omit<Kind, 'profile'> : never;

function instanceSource(env: Env, who: string, problems: Problems): Nameless<InstanceSource> | undefined {
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() !== 'true') return { kind: 'instance' };
  return problems.add(
    misconfigured(`${who} the credentials of the EC2 instance, but AWS_EC2_METADATA_DISABLED is true.`),
  );
}

type SourceIn = (env: Env, who: string, problems: Problems) => Nameless<AmbientSource> | undefined;

const SOURCES: ReadonlyMap<string, SourceIn> = new Map<string, SourceIn>([
  ['Environment', environmentSource],
  ['Ec2InstanceMetadata', instanceSource],
  ['EcsContainer', containerSource],
]);

/** What tells an EC2 instance (EC2's user guide, "Detect whether a host is an EC2 instance"); Linux only. */
const VENDOR = '/sys/class/dmi/id/sys_vendor';

/**
 * The AWS CLI's last resort for a profile that says nothing about credentials: those of the container or the instance that
 * it runs on. It asks the network whether there is one; we go by what can be seen.
 */
export function hostSource({ name }: Profile, { request }: PlanContext): AmbientSource | undefined {
  const { env, readFile } = request;
  if (hasContainer(env)) return { kind: 'container', profile: name };
  const isOff = env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true';
  return !isOff && readFile(VENDOR)?.startsWith('Amazon EC2') ? { kind: 'instance', profile: name } : undefined;
}

/** What the credential_source of a profile stands for. */
export function credentialSource(profile: Profile, setting: Setting, context: PlanContext): AmbientSource | undefined {
  const { problems, request } = context;
  const sourceIn = SOURCES.get(setting.value);
  if (sourceIn) {
    const who = `The profile "${profile.name}" (${location(setting)}) takes`;
    const source = sourceIn(request.env, who, problems);
    return source && { ...source, profile: profile.name };
  }
  const names = [...SOURCES.keys()];
  return problems.add(
    misconfigured(
      `The credential_source "${setting.value}" of the profile "${profile.name}" (${location(setting)}) must be one of ${names.join(', ')}.`,
      ...didYouMean(setting, 'credential_source', profile, names),
    ),
  );
}
