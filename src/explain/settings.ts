import { HOUR } from '../credentials/resolveContext';
import type { PlanRequest } from '../plan/request';
import { proxyName, type Route, type ServiceEndpoint, urlName } from '../plan/route';
import type { Source, WebIdentitySource } from '../plan/sources';
import type { Draft, Hop, MfaSession } from '../plan/types';
import type { Profiles } from '../profiles/types';
import { location } from '../profiles/types';
import type { Fact } from './types';

/** The location of a value that isn't configured anywhere. */
const DEFAULT = 'default';

/** The program of a command line, without the arguments: they can hold a secret. */
const programOf = (command: string) => command.trim().replace(/\s[\s\S]*$/, ' …');

/** A setting of a profile, or of its `[sso-session]`. */
function settingOf({ profiles, ssoSessions }: Profiles, profile: string | undefined, key: string) {
  const settings = profiles.get(profile ?? '')?.settings;
  const session = settings?.get('sso_session');
  return settings?.get(key) ?? (session && ssoSessions.get(session.value)?.settings.get(key));
}

/** The settings to show for each kind of source. */
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
    return setting && value !== undefined ? [{ key, value, location: location(setting) }] : [];
  });

/** Where the services are that issue a source's credentials. The usual metadata service is nothing to tell. */
function endpointFacts(source: Source): Fact[] {
  if (!('endpoints' in source)) return [];
  const endpoints = Object.entries<ServiceEndpoint>({ ...source.endpoints });
  return endpoints.flatMap(([key, { url, location = DEFAULT }]) =>
    source.kind === 'instance' && location === DEFAULT ? [] : [{ key, value: urlName(url), location }],
  );
}

const durationFacts = ({ duration }: WebIdentitySource): Fact[] =>
  duration ? [{ key: 'duration_seconds', value: String(duration.seconds), location: duration.location }] : [];

/** How requests reach the endpoints of a plan, each setting once. */
export function networkFacts({ source, sts }: Pick<NonNullable<Draft['plan']>, 'source' | 'sts'>): Fact[] {
  const others =
    source?.kind === 'sso' || source?.kind === 'login' ? Object.values<Route>({ ...source.endpoints }) : [];
  const facts = [sts, ...others].flatMap(({ proxy, caBundle }) => [
    ...(proxy ? [{ key: 'proxy', value: proxyName(proxy), location: proxy.location }] : []),
    ...(caBundle ? [{ key: 'ca_bundle', ...caBundle }] : []),
  ]);
  return facts.filter(({ key }, at) => facts.findIndex((each) => each.key === key) === at);
}

/** A web identity that variables describe: those, and what the profile adds. */
function variableFacts(
  { tokenFile, roleArn, roleSessionName }: WebIdentitySource,
  locations: Readonly<Record<string, string>>,
): Fact[] {
  const values = { web_identity_token_file: tokenFile.value, role_arn: roleArn, role_session_name: roleSessionName };
  return Object.entries(values).map(([key, value]) => {
    const where = locations[key] ?? DEFAULT;
    return where.startsWith('AWS_') ? { key: where, value, location: 'environment' } : { key, value, location: where };
  });
}

/** The settings of the credentials that a chain starts with: of a command only its program, of an access key only its ID. */
export function sourceFacts(source: Source, profiles: Profiles): Fact[] {
  const facts = [...fromProfile(profiles, source.profile, SOURCE_KEYS[source.kind]), ...endpointFacts(source)];
  if (source.kind === 'static') {
    const { accessKeyId } = source;
    return [{ key: 'aws_access_key_id', value: accessKeyId.value, location: location(accessKeyId) }];
  }
  if (source.kind === 'environment') {
    const variables = [
      ['AWS_ACCESS_KEY_ID', source.accessKeyId],
      ['AWS_CREDENTIAL_EXPIRATION', source.expiration],
    ] as const;
    return [...facts, ...variables.flatMap(([key, value]) => (value ? [{ key, value, location: 'environment' }] : []))];
  }
  if (source.kind !== 'webIdentity') return facts;
  if (source.locations) return variableFacts(source, source.locations);
  const { hasDefaultName, roleSessionName } = source;
  const name = hasDefaultName ? [{ key: 'role_session_name', value: roleSessionName, location: DEFAULT }] : [];
  return [...facts, ...name, ...durationFacts(source)];
}

/** A setting's value, or its default; none for a setting that was found but is invalid. */
const orDefault = ({ locations }: Hop, key: string, configured: string | undefined, byDefault: string) =>
  configured ?? (locations[key] === undefined ? byDefault : undefined);

/** The parameters of an AssumeRole call, in the order of the AWS CLI's manual. */
const parameters = (hop: Hop): [key: string, value: string | undefined][] => [
  [
    'role_session_name',
    orDefault(hop, 'role_session_name', hop.hasDefaultName ? undefined : hop.roleSessionName, hop.roleSessionName),
  ],
  ['duration_seconds', orDefault(hop, 'duration_seconds', hop.durationSeconds?.toString(), String(HOUR))],
  ['external_id', hop.externalId],
  ['mfa_serial', hop.mfaSerial],
  ['mfa_process', hop.mfaProcess && programOf(hop.mfaProcess)],
  ['source_identity', hop.sourceIdentity],
  ['session_tags', hop.tags?.map(({ key, value }) => `${key}=${value}`).join(', ')],
  ['transitive_session_tags', hop.transitiveTagKeys?.join(', ')],
  ['policy', hop.policy?.replace(/\s+/g, ' ')],
  ['policy_arns', hop.policyArns?.join(', ')],
];

/** The setting or flag that names the credentials which sign the call. */
function signingFacts(hop: Hop, profiles: Profiles, { options }: PlanRequest): Fact[] {
  const source = options.sourceProfile;
  if (profiles.profiles.has(hop.profile)) {
    return fromProfile(profiles, hop.profile, ['source_profile', 'credential_source']);
  }
  return source === undefined ? [] : [{ key: 'source_profile', value: source, location: '--source-profile' }];
}

/** The settings of a role, each with the location where it was found. */
export function roleFacts(hop: Hop, profiles: Profiles, request: PlanRequest): Fact[] {
  const fact = (key: string, value: string): Fact => ({ key, value, location: hop.locations[key] ?? DEFAULT });
  return [
    { ...fact('role_arn', hop.roleArn), location: hop.locations.role_arn ?? 'command line' },
    ...signingFacts(hop, profiles, request),
    ...parameters(hop).flatMap(([key, value]) => (value === undefined ? [] : [fact(key, value)])),
  ];
}

/** The parameters of a GetSessionToken call, each with the location where it was found. */
export const sessionFacts = ({ mfaSerial, mfaProcess, durationSeconds, locations }: MfaSession): Fact[] =>
  Object.entries({
    duration_seconds: String(durationSeconds),
    mfa_serial: mfaSerial,
    mfa_process: mfaProcess && programOf(mfaProcess),
  }).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value, location: locations[key] ?? DEFAULT }]));
