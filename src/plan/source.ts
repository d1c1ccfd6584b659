import type { Profile, Profiles, Setting } from '../profiles/types';
import { typedWord } from '../word';
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
    [`aws configure export-credentials --profile ${typedWord(profile.name)}`, 'gets them with the AWS CLI'],
  );

function refuseAny(profile: Profile, keys: readonly string[]): void {
  for (const key of keys) {
    const setting = profile.settings.get(key);
    if (setting) throw unsupported(profile, key, setting);
  }
}

/** What botocore calls static credentials: one of the two keys is enough to be meant as such. */
export const staticKey = (profile: Profile): Setting | undefined =>
  profile.settings.get('aws_access_key_id') ?? profile.settings.get('aws_secret_access_key');

/** The parts of an access key belong together only if they stand in the same file: botocore never mixes the two. */
function staticSource(profile: Profile, accessKeyId: Setting): Source {
  const beside = (key: string) => {
    const setting = profile.settings.get(key);
    return setting?.file === accessKeyId.file ? setting : undefined;
  };
  const secret = beside('aws_secret_access_key');
  if (!accessKeyId.value || !secret?.value) {
    const missing = accessKeyId.value ? 'aws_secret_access_key' : 'aws_access_key_id';
    throw refuse(`The ${called(profile)} has no ${missing}, so its access key (${place(accessKeyId)}) is incomplete.`, [
      `aws configure --profile ${typedWord(profile.name)}`,
      'sets both',
    ]);
  }
  // botocore's order (SharedCredentialProvider.TOKENS): the older name first.
  const sessionToken = beside('aws_security_token') ?? beside('aws_session_token');
  const accountId = beside('aws_account_id');
  return {
    kind: 'static',
    profile: profile.name,
    accessKeyId,
    secretAccessKey: secret.value,
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
  const key = profile.settings.get('aws_access_key_id');
  const inCredentials = key?.file === files.credentials;
  const first = ['web_identity_token_file', 'sso_account_id', 'sso_role_name'];
  const others = Object.keys(UNSUPPORTED).filter((name) => name !== 'credential_source' && !first.includes(name));
  refuseAny(profile, inCredentials ? first : [...first, 'login_session', 'credential_process']);
  if (key) return staticSource(profile, key);
  refuseAny(profile, others);
  const lacks = staticKey(profile) ? 'aws_access_key_id' : 'credentials: neither role_arn nor aws_access_key_id';
  throw refuse(`The ${called(profile)} has no ${lacks}.`, [
    `aws configure --profile ${typedWord(profile.name)}`,
    'gives it an access key',
  ]);
}
