import { misconfigured } from '../errors';
import { type Kind, kindOf } from '../profiles/kind';
import { location, type Profile, type Setting } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { hostSource } from './ambientSources';
import { describeProfile } from './hints';
import { defaultSessionName } from './hop';
import { fromSetting, Parameters } from './parameters';
import type { PlanContext } from './planRequest';
import type { LoginSource, ProcessSource, Source, StaticSource, WebIdentitySource } from './sources';
import { configureSsoHint, ssoSource } from './ssoSource';

/** What gives a profile an access key. */
export const configureHint = ({ name }: Profile, purpose: string) =>
  [`aws configure --profile ${quoteForDisplay(name)}`, purpose] as const;

/** The access key of a profile. Its parts belong together only if they stand in the same file: botocore never mixes the two. */
export function staticSource(profile: Profile, { problems }: PlanContext): StaticSource | undefined {
  const accessKeyId = profile.settings.get('aws_access_key_id');
  const beside = (key: string) => {
    const setting = profile.settings.get(key);
    return setting?.file === accessKeyId?.file ? setting?.value : undefined;
  };
  const secretAccessKey = beside('aws_secret_access_key');
  if (!accessKeyId?.value || !secretAccessKey) {
    const missing = accessKeyId?.value ? 'aws_secret_access_key' : 'aws_access_key_id';
    const at = accessKeyId ? location(accessKeyId) : 'it has only a secret';
    const message = `The ${describeProfile(profile)} has no ${missing}, so its access key (${at}) is incomplete.`;
    return problems.add(misconfigured(message, configureHint(profile, 'sets both')));
  }
  return {
    kind: 'static',
    profile: profile.name,
    accessKeyId,
    secretAccessKey,
    ...omitUndefined({
      // botocore's order (SharedCredentialProvider.TOKENS): the older name first.
      sessionToken: beside('aws_security_token') ?? beside('aws_session_token'),
      accountId: beside('aws_account_id'),
    }),
  };
}

/** AssumeRoleWithWebIdentity: the role must stand in the same profile. AWS_ROLE_ARN is for those who name no profile. */
function webIdentitySource(profile: Profile, { problems }: PlanContext): WebIdentitySource | undefined {
  const tokenFile = profile.settings.get('web_identity_token_file') as Setting;
  const parameters = new Parameters(profile, {}, problems);
  const roleArn = parameters.word('role_arn');
  const name = parameters.word('role_session_name');
  if (!profile.settings.has('role_arn')) {
    problems.add(
      misconfigured(
        `The ${describeProfile(profile)} has a web_identity_token_file (${location(tokenFile)}), but no role_arn.`,
      ),
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
function said(profile: Profile, key: string, { problems }: PlanContext): Setting | undefined {
  const setting = profile.settings.get(key) as Setting;
  return setting.value.trim() ? setting : problems.add(fromSetting(profile, key, setting).wrong('is empty'));
}

function loginSource(profile: Profile, context: PlanContext): LoginSource | undefined {
  const loginSession = said(profile, 'login_session', context);
  return loginSession && { kind: 'login', profile: profile.name, loginSession };
}

function processSource(profile: Profile, context: PlanContext): ProcessSource | undefined {
  const command = said(profile, 'credential_process', context);
  return command && { kind: 'process', profile: profile.name, command };
}

function signInAlone(profile: Profile, { problems }: PlanContext): undefined {
  const key = profile.settings.has('sso_session') ? 'sso_session' : 'sso_start_url';
  const at = location(profile.settings.get(key) as Setting);
  const message = `The ${describeProfile(profile)} has an ${key} (${at}), but neither sso_account_id nor sso_role_name.`;
  return problems.add(misconfigured(message, configureSsoHint(profile)));
}

const READERS: Readonly<Record<Kind, (profile: Profile, context: PlanContext) => Source | undefined>> = {
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
export function sourceOf(profile: Profile, context: PlanContext, isAsked: boolean): Source | undefined {
  const kind = kindOf(profile, context.profiles.files);
  if (kind) return READERS[kind](profile, context);
  const machine = isAsked ? hostSource(profile, context) : undefined;
  if (machine) return machine;
  return context.problems.add(
    misconfigured(
      `The ${describeProfile(profile)} has no credentials: neither role_arn nor aws_access_key_id, nor another source.`,
      configureHint(profile, 'gives it an access key'),
    ),
  );
}
