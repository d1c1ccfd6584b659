import { misconfigured } from '../errors';
import { assumesRole, kindOf } from '../profiles/kind';
import { location, type Profile } from '../profiles/types';
import { environmentSource, hostSource } from './ambientSources';
import { type Chain, chainOf, EMPTY_CHAIN } from './chain';
import { findProfile, LIST_PROFILES } from './hints';
import { defaultSessionName, roleName } from './hop';
import type { PlanRequest } from './request';
import type { WebIdentitySource } from './sources';
import type { PlanContext } from './types';
import { RULES } from './validation';

/** The variables of a web identity, by the keys that a profile has for the same (botocore). */
const WEB_IDENTITY = {
  web_identity_token_file: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  role_arn: 'AWS_ROLE_ARN',
  role_session_name: 'AWS_ROLE_SESSION_NAME',
} as const;
type WebIdentityKey = keyof typeof WEB_IDENTITY;
const KEYS = Object.keys(WEB_IDENTITY) as WebIdentityKey[];

/** The profile that AWS_PROFILE names; an empty one counts as unset. */
export const namedProfile = ({ env }: Pick<PlanRequest, 'env'>): string | undefined =>
  env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || undefined;

/**
 * A web identity of which variables set something: each one wins over the setting of the profile. `undefined` without a
 * token file, or, with a problem (exit 3), without a valid role.
 */
function webIdentity(profile: Profile | undefined, { request, problems }: PlanContext): WebIdentitySource | undefined {
  const find = (key: WebIdentityKey) => {
    const variable = WEB_IDENTITY[key];
    const value = request.env[variable];
    if (value) return { value, location: variable };
    const setting = profile?.settings.get(key);
    return setting?.value ? { value: setting.value, location: location(setting) } : undefined;
  };
  const valid = (key: 'role_arn' | 'role_session_name') => {
    const found = find(key);
    if (!found || RULES[key].pattern.test(found.value)) return found?.value;
    return problems.add(misconfigured(`${found.location} must be ${RULES[key].form}, such as ${RULES[key].example}.`));
  };
  const tokenFile = find('web_identity_token_file');
  if (!tokenFile) return undefined;
  if (!find('role_arn')) {
    return problems.add(
      misconfigured(`${tokenFile.location} names a web identity token, but AWS_ROLE_ARN is not set.`),
    );
  }
  const [roleArn, name] = [valid('role_arn'), valid('role_session_name')];
  if (roleArn === undefined) return undefined;
  return {
    kind: 'webIdentity',
    tokenFile: { value: tokenFile.value, variable: tokenFile.location },
    roleArn,
    roleSessionName: name ?? defaultSessionName(roleName(roleArn)),
    hasDefaultName: name === undefined,
    locations: Object.fromEntries(KEYS.flatMap((key) => (find(key) ? [[key, find(key)?.location ?? '']] : []))),
  };
}

const noCredentials = () =>
  misconfigured(
    'No current credentials to assume the role with: AWS_ACCESS_KEY_ID, AWS_PROFILE and AWS_WEB_IDENTITY_TOKEN_FILE are not ' +
      'set, and [default] has no credentials.',
    ['assume --role-arn <arn> --source-profile <profile>', 'Name a source profile'],
    LIST_PROFILES,
  );

/** The shell's own credentials, and the profile that decides region and endpoints. */
export interface ShellCredentials {
  readonly chain: Chain;
  readonly profile?: Profile | undefined;
}

const isComplete = (profile: Profile, { profiles }: PlanContext) =>
  !['signIn', 'half', undefined].includes(kindOf(profile, profiles.files));

function chainFor(profile: Profile | undefined, context: PlanContext): Chain | undefined {
  const { request, problems } = context;
  if (request.env.AWS_ACCESS_KEY_ID || request.missingKey) {
    return { ...EMPTY_CHAIN, source: environmentSource(request, 'The role', problems) };
  }
  if (profile && assumesRole(profile, 'target')) return chainOf(profile, context);
  if (KEYS.some((key) => request.env[WEB_IDENTITY[key]])) {
    const before = problems.all.length;
    const source = webIdentity(profile, context);
    if (source || problems.all.length > before) return { source, hops: [], isRole: true };
  }
  if (profile && isComplete(profile, context)) return chainOf(profile, context);
  const host = hostSource(request, profile);
  if (host) return { ...EMPTY_CHAIN, source: host };
  // It reports what is missing in the profile.
  if (profile && (namedProfile(request) || kindOf(profile, context.profiles.files))) return chainOf(profile, context);
  return problems.add(noCredentials());
}

/**
 * The credentials that the AWS CLI would use in this shell, from the environment as it was before the first assume and in
 * botocore's order (create_credential_resolver): keys in the environment, the role of the profile that AWS_PROFILE or
 * `[default]` names, a web identity in variables, what else that profile can be, the container, the EC2 instance.
 * @returns `undefined`, and a problem (exit 3), if there are none
 */
export function shellCredentials(context: PlanContext): ShellCredentials | undefined {
  const name = namedProfile(context.request);
  const profile = name ? findProfile(context, name) : context.profiles.profiles.get('default');
  if (name && !profile) return undefined;
  const chain = chainFor(profile, context);
  return chain && { chain, profile };
}
