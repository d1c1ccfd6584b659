import { type AssumeError, misconfigured, misuse } from '../errors';
import { location, type Profile, type Setting } from '../profiles/types';
import { setHint } from './hints';
import type { RoleOptions } from './request';
import type { Problems } from './types';
import { RULES } from './validation';

/** A value from the AWS files or the command line. */
export interface ParameterValue {
  readonly text: string;
  /** The occurrences of a repeatable flag, or the comma-separated parts of a setting. */
  readonly parts: readonly string[];
  /** `file:line`, or the flag. */
  readonly location: string;
  /**
   * The error for this value: exit 3 for a setting, 2 for a flag. It never repeats the value, which may be a secret
   * that went astray.
   * @param reason what follows the key or flag in the sentence, such as `must be a number`
   * @param example a value that would do
   */
  invalid(reason: string, example?: string): AssumeError;
}

/** The value of a setting of a profile. */
export const settingValue = (profile: Profile, key: string, setting: Setting): ParameterValue => ({
  text: setting.value,
  parts: setting.value.split(',').flatMap((part) => part.trim() || []),
  location: location(setting),
  invalid: (reason, example) =>
    misconfigured(
      `${key} of profile "${profile.name}" (${location(setting)}) ${reason}.`,
      ...(example === undefined ? [] : [setHint(key, example, profile, 'For example')]),
    ),
});

/** An option as a flag: `--role-arn` for `roleArn`. */
const flagName = (option: string) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const flagValue = (option: keyof RoleOptions, value: string | readonly string[]): ParameterValue => ({
  text: [value].flat().join(','),
  parts: [value].flat(),
  location: flagName(option),
  invalid: (reason, example) =>
    misuse(`${flagName(option)} ${reason}${example === undefined ? '' : `, such as ${example}`}.`),
});

/** The options that replace a setting, by its key, or have no setting. All concern the last role of the chain. */
export const OPTIONS = {
  role_arn: 'roleArn',
  source_profile: 'sourceProfile',
  role_session_name: 'sessionName',
  external_id: 'externalId',
  duration_seconds: 'duration',
  source_identity: 'sourceIdentity',
  session_tags: 'tag',
  transitive_session_tags: 'transitiveTag',
  policy: 'policy',
  policy_arns: 'policyArn',
} as const satisfies Readonly<Record<string, keyof RoleOptions>>;

type OptionKey = keyof typeof OPTIONS;
type RuleKey = keyof typeof RULES;
/** Neither the AWS CLI nor aws-vault has these settings. */
const OPTION_ONLY: readonly string[] = ['policy', 'policy_arns'];
/** botocore takes these for unset if they are empty, as `aws configure set` leaves them. */
const UNSET_IF_EMPTY: readonly string[] = ['role_session_name', 'duration_seconds'];

const isUnset = (key: string, { value }: Setting) => value === '' && UNSET_IF_EMPTY.includes(key);

/** The value that the command line has for a key, if it has one. */
export function optionValue(options: RoleOptions, key: OptionKey): ParameterValue | undefined {
  const value = options[OPTIONS[key]];
  return value === undefined || (typeof value !== 'string' && value.length === 0)
    ? undefined
    : flagValue(OPTIONS[key], value);
}

/** The parameters of one AssumeRole call: options win over the settings of the profile, if there is one. */
export class Parameters {
  /** Where each value was found, by its key: `file:line`, or the flag. */
  readonly locations: Record<string, string> = {};

  constructor(
    private readonly profile: Profile | undefined,
    private readonly options: RoleOptions,
    readonly problems: Problems,
  ) {}

  /** The value of a key, unchecked. */
  value(key: OptionKey | RuleKey | 'credential_source'): ParameterValue | undefined {
    const option = key in OPTIONS ? optionValue(this.options, key as OptionKey) : undefined;
    const setting = OPTION_ONLY.includes(key) ? undefined : this.profile?.settings.get(key);
    const configured = setting && !isUnset(key, setting) ? setting : undefined;
    const value = option ?? (this.profile && configured && settingValue(this.profile, key, configured));
    if (value) this.locations[key] = value.location;
    return value;
  }

  /** The value of a key if it follows the key's rule. If it doesn't, adds a problem. */
  validText(key: RuleKey): string | undefined {
    const value = this.value(key);
    const { pattern, form, example } = RULES[key];
    if (!value || pattern.test(value.text)) return value?.text;
    return this.problems.add(value.invalid(`must be ${form}`, example));
  }
}
