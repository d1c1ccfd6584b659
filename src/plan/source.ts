import type { Profile, Profiles, Setting } from '../profiles/types';
import { fromSetting } from './given';
import { defaultSessionName } from './hop';
import { Parameters } from './parameters';
import { called, place, refuse } from './place';
import type { Drafting } from './problems';
import { ssoSource } from './sso';
import { staticKey, staticSource, toConfigure } from './static';
import type { LoginSource, ProcessSource, Source, WebIdentitySource } from './types';

/** AssumeRoleWithWebIdentity: the role must stand in the same profile. AWS_ROLE_ARN is for those who name no profile. */
function webIdentitySource(profile: Profile, { problems }: Drafting): WebIdentitySource | undefined {
  const tokenFile = profile.settings.get('web_identity_token_file') as Setting;
  const parameters = new Parameters(profile, {}, problems);
  const roleArn = parameters.word('role_arn');
  const name = parameters.word('role_session_name');
  if (!profile.settings.has('role_arn')) {
    problems.add(
      refuse(`The ${called(profile)} has a web_identity_token_file (${place(tokenFile)}), but no role_arn.`),
    );
  }
  if (roleArn === undefined) return undefined;
  return {
    kind: 'webIdentity',
    profile: profile.name,
    tokenFile,
    roleArn,
    roleSessionName: name ?? defaultSessionName(profile.name),
    hasDefaultName: name === undefined,
  };
}

/** A setting that says something, or a problem. */
function said(profile: Profile, key: string, { problems }: Drafting): Setting | undefined {
  const setting = profile.settings.get(key) as Setting;
  return setting.value.trim() ? setting : problems.add(fromSetting(profile, key, setting).wrong('is empty'));
}

function loginSource(profile: Profile, drafting: Drafting): LoginSource | undefined {
  const loginSession = said(profile, 'login_session', drafting);
  return loginSession && { kind: 'login', profile: profile.name, loginSession };
}

function processSource(profile: Profile, drafting: Drafting): ProcessSource | undefined {
  const command = said(profile, 'credential_process', drafting);
  return command && { kind: 'process', profile: profile.name, command };
}

/** A kind of credentials: whether a profile means it, and how it is read. */
interface Kind {
  readonly isMeant: (profile: Profile, profiles: Profiles) => boolean;
  readonly read: (profile: Profile, drafting: Drafting) => Source | undefined;
}

const has =
  (...keys: readonly string[]) =>
  ({ settings }: Profile) =>
    keys.some((key) => settings.has(key));

const isInCredentials = ({ settings }: Profile, { files }: Profiles) =>
  settings.get('aws_access_key_id')?.file === files.credentials;

/** The first that is meant counts: the AWS CLI's order of precedence (botocore, ProfileProviderBuilder). */
const KINDS: readonly Kind[] = [
  { isMeant: ({ settings }) => Boolean(settings.get('web_identity_token_file')?.value), read: webIdentitySource },
  { isMeant: has('sso_account_id', 'sso_role_name'), read: ssoSource },
  { isMeant: isInCredentials, read: staticSource },
  { isMeant: has('login_session'), read: loginSource },
  { isMeant: has('credential_process'), read: processSource },
  { isMeant: has('aws_access_key_id'), read: staticSource },
  // What follows is none to botocore; here it is told what is missing.
  { isMeant: has('sso_session', 'sso_start_url'), read: ssoSource },
  { isMeant: (profile) => staticKey(profile) !== undefined, read: staticSource },
];

const kindOf = (profile: Profile, profiles: Profiles) => KINDS.find(({ isMeant }) => isMeant(profile, profiles));

/** Whether a profile has credentials of its own. */
export const hasSource = (profile: Profile, profiles: Profiles): boolean => kindOf(profile, profiles) !== undefined;

/** Where a profile's own credentials come from; a problem if there are none, or if they are incomplete. */
export function sourceOf(profile: Profile, drafting: Drafting): Source | undefined {
  const kind = kindOf(profile, drafting.profiles);
  if (kind) return kind.read(profile, drafting);
  return drafting.problems.add(
    refuse(
      `The ${called(profile)} has no credentials: neither role_arn nor aws_access_key_id, nor any other source.`,
      toConfigure(profile, 'gives it an access key'),
    ),
  );
}
