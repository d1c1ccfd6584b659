import type { Profile, Profiles, Setting } from '../profiles/types';
import { called, place, refuse } from './place';
import type { Source } from './types';

const UNSUPPORTED: Readonly<Record<string, string>> = {
  web_identity_token_file: 'a web identity token',
  sso_account_id: 'IAM Identity Center',
  sso_role_name: 'IAM Identity Center',
  sso_session: 'IAM Identity Center',
  sso_start_url: 'IAM Identity Center',
  login_session: '`aws login`',
  credential_process: 'another program',
  credential_source: 'the machine it runs on',
};

/** A kind of credential that is not understood yet is named, with its key and line. */
export const unsupported = (profile: Profile, key: string, setting: Setting) =>
  refuse(
    `The profile "${profile.name}" gets its credentials from ${UNSUPPORTED[key]} (${key}, ${place(setting)}), which assume cannot do yet.`,
    [`aws configure export-credentials --profile ${profile.name}`, 'gets them with the AWS CLI'],
  );

/** What botocore calls static credentials: one of the two keys is enough to be meant as such. */
export const staticKey = (profile: Profile): Setting | undefined =>
  profile.settings.get('aws_access_key_id') ?? profile.settings.get('aws_secret_access_key');

function staticSource(profile: Profile): Source {
  const required = (key: string) => {
    const setting = profile.settings.get(key);
    if (!setting?.value) throw refuse(`The ${called(profile)} has no ${key}, so its access key is incomplete.`);
    return setting;
  };
  // botocore's order (SharedCredentialProvider.TOKENS): the older name first.
  const sessionToken = profile.settings.get('aws_security_token') ?? profile.settings.get('aws_session_token');
  const accountId = profile.settings.get('aws_account_id');
  return {
    kind: 'static',
    profile: profile.name,
    accessKeyId: required('aws_access_key_id'),
    secretAccessKey: required('aws_secret_access_key').value,
    ...(sessionToken && { sessionToken: sessionToken.value }),
    ...(accountId && { accountId: accountId.value }),
  };
}

/**
 * Where a profile's own credentials come from, in the AWS CLI's order of precedence (botocore,
 * ProfileProviderBuilder): web identity, IAM Identity Center, keys of the credentials file, login, process, keys of the
 * config file.
 * @throws AssumeError (exit 3) for a kind that is not understood yet, and if there are none
 */
export function sourceOf(profile: Profile, { files }: Profiles): Source {
  const key = staticKey(profile);
  const inCredentials = key?.file === files.credentials;
  const first = ['web_identity_token_file', 'sso_account_id', 'sso_role_name'];
  const others = Object.keys(UNSUPPORTED).filter((name) => name !== 'credential_source' && !first.includes(name));
  for (const name of inCredentials ? first : [...first, 'login_session', 'credential_process']) {
    const setting = profile.settings.get(name);
    if (setting) throw unsupported(profile, name, setting);
  }
  if (key) return staticSource(profile);
  for (const name of others) {
    const setting = profile.settings.get(name);
    if (setting) throw unsupported(profile, name, setting);
  }
  throw refuse(`The ${called(profile)} has no credentials: neither role_arn nor aws_access_key_id.`);
}
