import { type AssumeError, misconfigured, misuse } from '../errors';
import { location, type Profile, type Setting } from '../profiles/types';
import { setHint } from './hints';
import type { Problems, RoleOptions } from './planRequest';
import { RULES } from './validation';

/** A value that somebody gave, in a file or on the command line. */
export interface ParameterValue {
  readonly text: string;
  /** Its parts: a flag is there several times, a setting has commas. */
  readonly parts: readonly string[];
  /** `file:line`, or the flag. */
  readonly place: string;
  /** What is told about it, such as `must be a number`, and a value that would do. It is not repeated: it may be a secret. */
  wrong(what: string, example?: string): AssumeError;
}

/** A setting of a profile. If it is wrong, the configuration is. */
export const fromSetting = (profile: Profile, key: string, setting: Setting): ParameterValue => ({
  text: setting.value,
  parts: setting.value.split(',').flatMap((part) => part.trim() || []),
  place: location(setting),
  wrong: (what, example) =>
    misconfigured(
      `${key} of the profile "${profile.name}" (${location(setting)}) ${what}.`,
      ...(example === undefined ? [] : [setHint(key, example, profile)]),
    ),
});

/** An option as it is typed: `--role-arn` for `roleArn`. */
const flagName = (option: string) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** An option of the command line. If it is wrong, the command line is. */
const fromOption = (option: keyof RoleOptions, value: string | readonly string[]): ParameterValue => ({
  text: [value].flat().join(','),
  parts: [value].flat(),
  place: flagName(option),
  wrong: (what, example) =>
    misuse(`${flagName(option)} ${what}${example === undefined ? '' : `, such as ${example}`}.`),
});

/** The options that say the same as a setting, or what no setting says; all concern the last role. */
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
/** The AWS CLI and aws-vault know no such settings. */
const OPTION_ONLY: readonly string[] = ['policy', 'policy_arns'];
/** What botocore takes for unset where it is empty, as `aws configure set` leaves it. */
const UNSET_IF_EMPTY: readonly string[] = ['role_session_name', 'duration_seconds'];

const isUnset = (key: string, { value }: Setting) => value === '' && UNSET_IF_EMPTY.includes(key);

/** What a flag says for a key of a profile. */
export function optionFor(options: RoleOptions, key: OptionKey): ParameterValue | undefined {
  const value = options[OPTIONS[key]];
  return value === undefined || (typeof value !== 'string' && value.length === 0)
    ? undefined
    : fromOption(OPTIONS[key], value);
}

/** The parameters of one AssumeRole call: what the options say, else the profile, if there is one. */
export class Parameters {
  /** Where each was found. */
  readonly places: Record<string, string> = {};

  constructor(
    private readonly profile: Profile | undefined,
    private readonly options: RoleOptions,
    readonly problems: Problems,
  ) {}

  given(key: OptionKey | RuleKey | 'credential_source'): ParameterValue | undefined {
    const flag = key in OPTIONS ? optionFor(this.options, key as OptionKey) : undefined;
    const setting = OPTION_ONLY.includes(key) ? undefined : this.profile?.settings.get(key);
    const said = setting && !isUnset(key, setting) ? setting : undefined;
    const given = flag ?? (this.profile && said && fromSetting(this.profile, key, said));
    if (given) this.places[key] = given.place;
    return given;
  }

  /** A value that is a word of a certain form. */
  word(key: RuleKey): string | undefined {
    const given = this.given(key);
    const { pattern, form, example } = RULES[key];
    if (!given || pattern.test(given.text)) return given?.text;
    return this.problems.add(given.wrong(`must be ${form}`, example));
  }
}
