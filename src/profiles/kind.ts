import type { AwsFiles, Profile, Setting } from './types';

/** What botocore calls static credentials: one of the two keys is enough to be meant as such. */
export const staticKey = (profile: Profile): Setting | undefined =>
  profile.settings.get('aws_access_key_id') ?? profile.settings.get('aws_secret_access_key');

/**
 * The rules of botocore's AssumeRoleProvider: the profile asked for assumes its role even if it has keys too; as the
 * source of another one its keys win over role_arn. A web identity token is another provider's business.
 */
export const assumesRole = (profile: Profile, isSource: boolean): boolean =>
  profile.settings.has('role_arn') &&
  !profile.settings.has('web_identity_token_file') &&
  !(isSource && staticKey(profile));

/** Where a profile's own credentials come from. `signIn` and `half` are incomplete: the AWS CLI finds none there. */
export type Kind = 'webIdentity' | 'sso' | 'static' | 'login' | 'process' | 'signIn' | 'half';

/** The kind that is meant, in the AWS CLI's order of precedence (botocore, ProfileProviderBuilder). */
export function kindOf(profile: Profile, { credentials }: AwsFiles): Kind | undefined {
  const { settings } = profile;
  const key = settings.get('aws_access_key_id');
  const order: readonly (readonly [Kind, unknown])[] = [
    ['webIdentity', settings.get('web_identity_token_file')?.value],
    ['sso', settings.has('sso_account_id') || settings.has('sso_role_name')],
    ['static', key?.file === credentials],
    ['login', settings.has('login_session')],
    ['process', settings.has('credential_process')],
    ['static', key],
    ['signIn', settings.has('sso_session') || settings.has('sso_start_url')],
    ['half', staticKey(profile)],
  ];
  return order.find(([, isMeant]) => isMeant)?.[0];
}
