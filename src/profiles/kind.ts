import { omitUndefined } from '../util/omitUndefined';
import type { AwsFiles, Profile, Setting } from './types';

/** The setting that shows that a profile is meant to have an access key: to botocore, one of the two halves is enough. */
export const staticKey = (profile: Profile): Setting | undefined =>
  profile.settings.get('aws_access_key_id') ?? profile.settings.get('aws_secret_access_key');

/** The session token beside an access key, in botocore's order (SharedCredentialProvider.TOKENS): the older name first. */
export function sessionToken({ settings }: Profile): (Setting & { readonly key: string }) | undefined {
  const file = settings.get('aws_access_key_id')?.file;
  for (const key of ['aws_security_token', 'aws_session_token']) {
    const token = settings.get(key);
    if (token && token.file === file) return { key, ...token };
  }
  return undefined;
}

/** How a profile is used: as the one to assume, or for its credentials, which sign the call for another one's role. */
export type ProfileUse = 'target' | 'source';

/**
 * Whether a profile's role is assumed, by the rules of botocore's AssumeRoleProvider: the target assumes its role even
 * if it also has keys; the keys of a source win over its role_arn. A web identity token is another provider's business.
 */
export const assumesRole = (profile: Profile, use: ProfileUse): boolean =>
  profile.settings.has('role_arn') &&
  !profile.settings.has('web_identity_token_file') &&
  !(use === 'source' && staticKey(profile));

/**
 * Where a profile's own credentials come from. `signIn` and `half` are incomplete; the AWS CLI finds no credentials
 * there.
 */
export type Kind = 'webIdentity' | 'sso' | 'static' | 'login' | 'process' | 'signIn' | 'half';

/** The kind of a profile's own credentials, in the AWS CLI's order of precedence (botocore, ProfileProviderBuilder). */
export function kindOf(profile: Profile, { credentials }: AwsFiles): Kind | undefined {
  const { settings } = profile;
  const has = (...keys: readonly string[]) => keys.some((key) => settings.has(key));
  const key = settings.get('aws_access_key_id');
  if (settings.get('web_identity_token_file')?.value) return 'webIdentity';
  if (has('sso_account_id', 'sso_role_name')) return 'sso';
  if (key?.file === credentials) return 'static';
  if (has('login_session')) return 'login';
  if (has('credential_process')) return 'process';
  if (key) return 'static';
  if (has('sso_session', 'sso_start_url')) return 'signIn';
  return staticKey(profile) && 'half';
}

/**
 * The MFA device of a profile that becomes an MFA session: it has a long-term access key and names a device, and assumes no
 * role. GetSessionToken accepts no temporary keys.
 */
export function mfaDevice(profile: Profile, files: AwsFiles): Setting | undefined {
  const device = profile.settings.get('mfa_serial');
  if (!device?.value || sessionToken(profile)?.value || assumesRole(profile, 'target')) return undefined;
  return kindOf(profile, files) === 'static' ? device : undefined;
}

/** What a profile's own settings say about it; what they don't say is absent. */
export interface ProfileSummary {
  readonly account?: string;
  readonly role?: string;
  readonly region?: string;
  /** The MFA device of its role, or of its access key. */
  readonly mfa?: string;
  /** The source_profile, or the kind of its own credentials. */
  readonly source?: string;
  /** `assume_account_name` and `assume_description`: what people call it. */
  readonly accountName?: string;
  readonly description?: string;
}

/** What each kind of source is called in messages and lists. */
export const SOURCE_LABELS = {
  static: 'access key',
  environment: 'environment variables',
  process: 'credential_process',
  sso: 'IAM Identity Center',
  webIdentity: 'web identity',
  login: 'aws login',
  container: 'container credentials',
  instance: 'EC2 instance credentials',
} as const;

/** What incomplete credentials would be. */
const completed = (kind: Kind) => (kind === 'signIn' ? 'sso' : kind === 'half' ? 'static' : kind);

/** Where a role's credentials come from, by the values of `credential_source`. */
export const CREDENTIAL_SOURCES: ReadonlyMap<string, 'environment' | 'instance' | 'container'> = new Map([
  ['Environment', 'environment'],
  ['Ec2InstanceMetadata', 'instance'],
  ['EcsContainer', 'container'],
]);

/** What a list for programs says besides a summary; what the settings don't say is absent. */
export interface ProfileDetails {
  readonly roleArn?: string;
  /** What {@link ProfileSummary.source} is: another profile, or credentials of that kind. */
  readonly sourceKind?: 'profile' | keyof typeof SOURCE_LABELS;
  /** The name of its `[sso-session]`. */
  readonly ssoSession?: string;
}

function sourceKindOf(profile: Profile, kind: Kind | undefined): ProfileDetails['sourceKind'] {
  if (kind) return completed(kind);
  if (!assumesRole(profile, 'target')) return undefined;
  if (profile.settings.get('source_profile')?.value) return 'profile';
  return CREDENTIAL_SOURCES.get(profile.settings.get('credential_source')?.value ?? '');
}

/** The role that a profile assumes, and what it is assumed with. */
export function detailsOf(profile: Profile, files: AwsFiles): ProfileDetails {
  const isRole = assumesRole(profile, 'target');
  const kind = isRole ? undefined : kindOf(profile, files);
  const sourceKind = sourceKindOf(profile, kind);
  const value = (key: string) => profile.settings.get(key)?.value || undefined;
  return omitUndefined({
    roleArn: isRole || kind === 'webIdentity' ? value('role_arn') : undefined,
    sourceKind,
    ssoSession: sourceKind === 'sso' ? value('sso_session') : undefined,
  });
}

/** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
const roleParts = (arn: string | undefined) => ({ account: arn?.split(':')[4], role: arn?.split('/').at(-1) });

/** What a profile would assume, by the rules of a plan, as the columns of a list. */
export function summarize(profile: Profile, files: AwsFiles): ProfileSummary {
  const value = (key: string) => profile.settings.get(key)?.value || undefined;
  const isRole = assumesRole(profile, 'target');
  const kind = isRole ? undefined : kindOf(profile, files);
  const device = mfaDevice(profile, files)?.value;
  const isSso = kind === 'sso' || kind === 'signIn';
  const { account, role } = roleParts(isRole || kind === 'webIdentity' ? value('role_arn') : undefined);
  return omitUndefined({
    account: account ?? (isSso ? value('sso_account_id') : (value('aws_account_id') ?? device?.split(':')[4])),
    role: role ?? (isSso ? value('sso_role_name') : undefined),
    region: value('region'),
    mfa: isRole ? value('mfa_serial') : device,
    source: kind
      ? SOURCE_LABELS[completed(kind)]
      : isRole
        ? (value('source_profile') ?? value('credential_source'))
        : undefined,
    accountName: value('assume_account_name'),
    description: value('assume_description'),
  });
}
