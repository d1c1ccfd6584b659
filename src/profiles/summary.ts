import { present } from '../present';
import { assumesRole, type Kind, kindOf } from './kind';
import type { AwsFiles, Profile } from './types';

/** What a profile is, as far as its own settings tell; absent where they do not. */
export interface ProfileSummary {
  readonly account?: string;
  readonly role?: string;
  readonly region?: string;
  /** The device that a code is asked of. */
  readonly mfa?: string;
  /** The source_profile, or the kind of its own credentials. */
  readonly source?: string;
}

const KINDS: Readonly<Record<Kind, string>> = {
  webIdentity: 'web identity',
  sso: 'IAM Identity Center',
  static: 'access key',
  login: 'aws login',
  process: 'process',
  signIn: 'IAM Identity Center',
  half: 'access key',
};

/** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
const roleParts = (arn: string | undefined) => ({ account: arn?.split(':')[4], role: arn?.split('/').at(-1) });

/** The columns that describe a profile in lists: what would be assumed, by the rules of a plan. */
export function summarize(profile: Profile, files: AwsFiles): ProfileSummary {
  const value = (key: string) => profile.settings.get(key)?.value || undefined;
  const isRole = assumesRole(profile, false);
  const kind = isRole ? undefined : kindOf(profile, files);
  const isSso = kind === 'sso' || kind === 'signIn';
  const { account, role } = roleParts(isRole || kind === 'webIdentity' ? value('role_arn') : undefined);
  return present({
    account: account ?? (isSso ? value('sso_account_id') : value('aws_account_id')),
    role: role ?? (isSso ? value('sso_role_name') : undefined),
    region: value('region'),
    mfa: isRole ? value('mfa_serial') : undefined,
    source: kind ? KINDS[kind] : isRole ? (value('source_profile') ?? value('credential_source')) : undefined,
  });
}
