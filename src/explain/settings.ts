import { HOUR } from '../credentials/resolveContext';
import type { PlanRequest } from '../plan/planRequest';
import type { Source } from '../plan/sources';
import type { Hop } from '../plan/types';
import type { Profiles } from '../profiles/types';
import { location } from '../profiles/types';
import type { Fact } from './types';

/** What stands for a value that nobody configured. */
const DEFAULT = 'default';

/** The program of a command: its arguments may hold a secret. */
const programOf = (command: string) => command.trim().replace(/\s[\s\S]*$/, ' …');

/** Where a setting of a profile stands, also one that its `[sso-session]` has. */
function settingOf({ profiles, ssoSessions }: Profiles, profile: string | undefined, key: string) {
  const settings = profiles.get(profile ?? '')?.settings;
  const session = settings?.get('sso_session');
  return settings?.get(key) ?? (session && ssoSessions.get(session.value)?.settings.get(key));
}

/** The settings that say where credentials come from; of a command its program alone, of an access key its ID. */
const SOURCE_KEYS: Readonly<Record<Source['kind'], readonly string[]>> = {
  static: ['aws_access_key_id'],
  environment: ['credential_source'],
  process: ['credential_process'],
  sso: ['sso_session', 'sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'],
  webIdentity: ['web_identity_token_file', 'role_arn', 'role_session_name'],
  login: ['login_session'],
  container: ['credential_source'],
  instance: ['credential_source'],
};

const fromProfile = (profiles: Profiles, profile: string | undefined, keys: readonly string[]): Fact[] =>
  keys.flatMap((key) => {
    const setting = settingOf(profiles, profile, key);
    const value = setting && (key === 'credential_process' ? programOf(setting.value) : setting.value);
    return setting && value !== undefined ? [{ key, value, place: location(setting) }] : [];
  });

/** What there is to know about the credentials a chain begins with. */
export function sourceFacts(source: Source, profiles: Profiles): Fact[] {
  const facts = fromProfile(profiles, source.profile, SOURCE_KEYS[source.kind]);
  if (source.kind === 'static') {
    const { accessKeyId } = source;
    return [{ key: 'aws_access_key_id', value: accessKeyId.value, place: location(accessKeyId) }];
  }
  if (source.kind === 'environment') {
    const variables = [
      ['AWS_ACCESS_KEY_ID', source.accessKeyId],
      ['AWS_CREDENTIAL_EXPIRATION', source.expiration],
    ] as const;
    return [...facts, ...variables.flatMap(([key, value]) => (value ? [{ key, value, place: 'environment' }] : []))];
  }
  if (source.kind === 'webIdentity' && source.hasDefaultName) {
    return [...facts, { key: 'role_session_name', value: source.roleSessionName, place: DEFAULT }];
  }
  return facts;
}

/** A default is none where somebody wrote something that cannot be. */
const unlessUnreadable = ({ locations }: Hop, key: string, value: string, isConfigured: boolean) =>
  locations[key] === undefined || isConfigured ? value : undefined;

/** Every parameter of an AssumeRole call, in the order of the AWS CLI's manual. */
const parameters = (hop: Hop): [key: string, value: string | undefined][] => [
  ['role_session_name', unlessUnreadable(hop, 'role_session_name', hop.roleSessionName, !hop.hasDefaultName)],
  [
    'duration_seconds',
    unlessUnreadable(hop, 'duration_seconds', String(hop.durationSeconds ?? HOUR), hop.durationSeconds !== undefined),
  ],
  ['external_id', hop.externalId],
  ['mfa_serial', hop.mfaSerial],
  ['mfa_process', hop.mfaProcess && programOf(hop.mfaProcess)],
  ['source_identity', hop.sourceIdentity],
  ['session_tags', hop.tags?.map(({ key, value }) => `${key}=${value}`).join(', ')],
  ['transitive_session_tags', hop.transitiveTagKeys?.join(', ')],
  ['policy', hop.policy?.replace(/\s+/g, ' ')],
  ['policy_arns', hop.policyArns?.join(', ')],
];

/** Whose credentials sign the call: the profile says it, or the flag. */
function signedWith(hop: Hop, profiles: Profiles, { options }: PlanRequest): Fact[] {
  const source = options.sourceProfile;
  if (profiles.profiles.has(hop.profile)) {
    return fromProfile(profiles, hop.profile, ['source_profile', 'credential_source']);
  }
  return source === undefined ? [] : [{ key: 'source_profile', value: source, place: '--source-profile' }];
}

/** What there is to know about a role. */
export function roleFacts(hop: Hop, profiles: Profiles, request: PlanRequest): Fact[] {
  const fact = (key: string, value: string): Fact => ({ key, value, place: hop.locations[key] ?? DEFAULT });
  return [
    { ...fact('role_arn', hop.roleArn), place: hop.locations.role_arn ?? 'command line' },
    ...signedWith(hop, profiles, request),
    ...parameters(hop).flatMap(([key, value]) => (value === undefined ? [] : [fact(key, value)])),
  ];
}
