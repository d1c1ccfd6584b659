import { type Hint, misconfigured } from '../errors';
import { type Kind, kindOf, type ProfileUse, sessionToken, staticKey } from '../profiles/kind';
import { location, type Profile, type Setting } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { quoteForDisplay } from '../util/quoteForDisplay';
import { textDefect } from '../util/wellFormed';
import { hostSource } from './ambientSources';
import { durationSeconds } from './duration';
import { describeProfile } from './hints';
import { defaultSessionName } from './hop';
import { Parameters, settingValue } from './parameters';
import type { RoleOptions } from './request';
import type { LoginSource, ProcessSource, SourceSettings, StaticSource, WebIdentitySource } from './sources';
import { configureSsoHint, ssoSource } from './ssoSource';
import type { PlanContext } from './types';
import { MAX_DURATION } from './validation';

/** Stores an access key in a profile. */
const configureHint = ({ name }: Profile, label: string): Hint => [
  `aws configure --profile ${quoteForDisplay(name)}`,
  label,
];

/** The access key of a profile. Its parts must be in the same file: botocore never mixes the two. */
function staticSource(profile: Profile, { problems }: PlanContext): StaticSource | undefined {
  const accessKeyId = profile.settings.get('aws_access_key_id');
  const beside = (key: string) => {
    const setting = profile.settings.get(key);
    return setting?.file === accessKeyId?.file ? setting?.value : undefined;
  };
  const secretAccessKey = beside('aws_secret_access_key');
  if (!accessKeyId?.value || !secretAccessKey) {
    const missing = accessKeyId?.value ? 'aws_secret_access_key' : 'aws_access_key_id';
    const key = staticKey(profile) as Setting;
    const message = `${describeProfile(profile)} has no ${missing}, so its access key (${location(key)}) is incomplete.`;
    return problems.add(misconfigured(message, configureHint(profile, 'Set both')));
  }
  const setting = sessionToken(profile);
  const token = setting?.value;
  const [defect] = [accessKeyId.value, secretAccessKey, token ?? ''].flatMap((text) => textDefect(text) ?? []);
  if (defect) {
    const message = `The access key of profile "${profile.name}" (${location(accessKeyId)}) ${defect}.`;
    return problems.add(misconfigured(message, configureHint(profile, 'Set it again')));
  }
  return {
    kind: 'static',
    profile: profile.name,
    accessKeyId,
    secretAccessKey,
    ...omitUndefined({
      sessionToken: token,
      tokenLocation: setting && token ? { key: setting.key, line: setting.line } : undefined,
      accountId: beside('aws_account_id'),
    }),
  };
}

/**
 * AssumeRoleWithWebIdentity. The role must be in the same profile: AWS_ROLE_ARN applies only where no profile is named.
 */
function webIdentitySource(
  profile: Profile,
  { problems }: PlanContext,
  { duration }: RoleOptions,
): WebIdentitySource | undefined {
  const tokenFile = profile.settings.get('web_identity_token_file') as Setting;
  const parameters = new Parameters(profile, { duration }, problems);
  const roleArn = parameters.validText('role_arn');
  const name = parameters.validText('role_session_name');
  const seconds = durationSeconds(parameters, MAX_DURATION);
  const { duration_seconds: where = '' } = parameters.locations;
  if (!profile.settings.has('role_arn')) {
    const message = `${describeProfile(profile)} has a web_identity_token_file (${location(tokenFile)}) but no role_arn.`;
    problems.add(misconfigured(message));
  }
  if (roleArn === undefined) return undefined;
  return {
    kind: 'webIdentity',
    profile: profile.name,
    tokenFile,
    roleArn,
    roleSessionName: name ?? defaultSessionName(profile.name),
    hasDefaultName: name === undefined,
    ...(seconds !== undefined && { duration: { seconds, location: where } }),
  };
}

/** A setting that is there, unless it is empty, which is a problem. */
function nonEmpty(profile: Profile, key: string, { problems }: PlanContext): Setting | undefined {
  const setting = profile.settings.get(key) as Setting;
  return setting.value.trim() ? setting : problems.add(settingValue(profile, key, setting).invalid('is empty'));
}

function loginSource(profile: Profile, context: PlanContext): Omit<LoginSource, 'endpoints'> | undefined {
  const loginSession = nonEmpty(profile, 'login_session', context);
  return loginSession && { kind: 'login', profile: profile.name, loginSession };
}

function processSource(profile: Profile, context: PlanContext): ProcessSource | undefined {
  const command = nonEmpty(profile, 'credential_process', context);
  return command && { kind: 'process', profile: profile.name, command };
}

/** A profile that names a portal, but no permission set to get there. */
function rejectBareSignIn(profile: Profile, { problems }: PlanContext): undefined {
  const key = profile.settings.has('sso_session') ? 'sso_session' : 'sso_start_url';
  const setting = profile.settings.get(key) as Setting;
  const message = `${describeProfile(profile)} has an ${key} (${location(setting)}) but neither sso_account_id nor sso_role_name.`;
  return problems.add(misconfigured(message, configureSsoHint(profile)));
}

type SourceReader = (profile: Profile, context: PlanContext, options: RoleOptions) => SourceSettings | undefined;

const READERS: Readonly<Record<Kind, SourceReader>> = {
  webIdentity: webIdentitySource,
  sso: ssoSource,
  static: staticSource,
  login: loginSource,
  process: processSource,
  signIn: rejectBareSignIn,
  half: staticSource,
};

/**
 * Where a profile's own credentials come from. If it has none, or incomplete ones, adds a problem (exit 3).
 * @param use only the target may fall back to the credentials of the container or EC2 instance it runs on
 * @param options the options for the role of a web identity
 */
export function sourceOf(
  profile: Profile,
  context: PlanContext,
  use: ProfileUse,
  options: RoleOptions,
): SourceSettings | undefined {
  const kind = kindOf(profile, context.profiles.files);
  if (kind) return READERS[kind](profile, context, options);
  const source = use === 'target' ? hostSource(context.request, profile) : undefined;
  if (source) return { ...source, profile: profile.name };
  return context.problems.add(
    misconfigured(
      `${describeProfile(profile)} has no credentials: no role_arn, no aws_access_key_id, and no other source.`,
      configureHint(profile, 'Add an access key'),
    ),
  );
}
