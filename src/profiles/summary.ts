import { present } from '../present';
import type { Profile } from './types';

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

const KINDS: readonly (readonly [key: string, kind: string])[] = [
  ['web_identity_token_file', 'web identity'],
  ['sso_account_id', 'IAM Identity Center'],
  ['sso_session', 'IAM Identity Center'],
  ['sso_start_url', 'IAM Identity Center'],
  ['aws_access_key_id', 'access key'],
  ['login_session', 'aws login'],
  ['credential_process', 'process'],
];

/** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
const roleParts = (arn: string | undefined) => ({ account: arn?.split(':')[4], role: arn?.split('/').at(-1) });

/** The columns that describe a profile in lists. */
export function summarize({ settings }: Profile): ProfileSummary {
  const value = (key: string) => settings.get(key)?.value || undefined;
  const { account, role } = roleParts(value('role_arn'));
  return present({
    account: account ?? value('sso_account_id') ?? value('aws_account_id'),
    role: role ?? value('sso_role_name'),
    region: value('region'),
    mfa: value('mfa_serial'),
    source: value('source_profile') ?? value('credential_source') ?? KINDS.find(([key]) => settings.has(key))?.[1],
  });
}
