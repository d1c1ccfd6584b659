import { misconfigured } from '../errors';
import { type Kind, kindOf } from '../profiles/kind';
import { type Profile, place, type Setting } from '../profiles/types';
import { present } from '../util/omitUndefined';
import { typedWord } from '../util/quoteForDisplay';
import { ownMachine } from './ambientSources';
import { called } from './hints';
import { defaultSessionName } from './hop';
import { fromSetting, Parameters } from './parameters';
import type { Drafting } from './planRequest';
import type { LoginSource, ProcessSource, Source, StaticSource, WebIdentitySource } from './sources';
import { ssoSource, toConfigureSso } from './ssoSource';

/** What gives a profile an access key. */
export const toConfigure = ({ name }: Profile, purpose: string) =>
  [`aws configure --profile ${typedWord(name)}`, purpose] as const;

/** The access key of a profile. Its parts belong together only if they stand in the same file: botocore never mixes the two. */
export function staticSource(profile: Profile, { problems }: Drafting): StaticSource | undefined {
  const accessKeyId = profile.settings.get('aws_access_key_id');
  const beside = (key: string) => {
    const setting = profile.settings.get(key);
    return setting?.file === accessKeyId?.file ? setting?.value : undefined;
  };
  const secretAccessKey = beside('aws_secret_access_key');
  if (!accessKeyId?.value || !secretAccessKey) {
    const missing = accessKeyId?.value ? 'aws_secret_access_key' : 'aws_access_key_id';
    const at = accessKeyId ? place(accessKeyId) : 'it has only a secret';
    const message = `The ${called(profile)} has no ${missing}, so its access key (${at}) is incomplete.`;
    return problems.add(misconfigured(message, toConfigure(profile, 'sets both')));
  }
  return {
    kind: 'static',
    profile: profile.name,
    accessKeyId,
    secretAccessKey,
    ...present({
      // botocore's order (SharedCredentialProvider.TOKENS): the older name first.
      sessionToken: beside('aws_security_token') ?? beside('aws_session_token'),
      accountId: beside('aws_account_id'),
    }),
  };
}

/** AssumeRoleWithWebIdentity: the role must stand in the same profile. AWS_ROLE_ARN is for those who name no profile. */
function webIdentitySource(profile: Profile, { problems }: Drafting): WebIdentitySource | undefined {
  const tokenFile = profile.settings.get('web_identity_token_file') as Setting;
  const parameters = new Parameters(profile, {}, problems);
  const roleArn = parameters.word('role_arn');
  const name = parameters.word('role_session_name');
  if (!profile.settings.has('role_arn')) {
    problems.add(
      misconfigured(`The ${called(profile)} has a web_identity_token_file (${place(tokenFile)}), but no role_arn.`),
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

function signInAlone(profile: Profile, { problems }: Drafting): undefined {
  const key = profile.settings.has('sso_session') ? 'sso_session' : 'sso_start_url';
  const at = place(profile.settings.get(key) as Setting);
  const message = `The ${called(profile)} has an ${key} (${at}), but neither sso_account_id nor sso_role_name.`;
  return problems.add(misconfigured(message, toConfigureSso(profile)));
}

const READERS: Readonly<Record<Kind, (profile: Profile, drafting: Drafting) => Source | undefined>> = {
  webIdentity: webIdentitySource,
  sso: ssoSource,
  static: staticSource,
  login: loginSource,
  process: processSource,
  signIn: signInAlone,
  half: staticSource,
};

/**
 * Where a profile's own credentials come from; a problem if there are none, or if they are incomplete.
 * @param isAsked whether it is the profile asked for, and not the source of another: that may mean the machine
 */
export function sourceOf(profile: Profile, drafting: Drafting, isAsked: boolean): Source | undefined {
  const kind = kindOf(profile, drafting.profiles.files);
  if (kind) return READERS[kind](profile, drafting);
  const machine = isAsked ? ownMachine(profile, drafting) : undefined;
  if (machine) return machine;
  return drafting.problems.add(
    misconfigured(
      `The ${called(profile)} has no credentials: neither role_arn nor aws_access_key_id, nor another source.`,
      toConfigure(profile, 'gives it an access key'),
    ),
  );
}
