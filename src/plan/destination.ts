import { misconfigured } from '../errors';
import { type Env, shortenHome } from '../platform/env';
import { location, type Profile, type Setting } from '../profiles/types';
import { hasControlCharacter } from '../util/controlCharacters';
import { endpointsFor, isTrue } from './endpointVariables';
import { settingValue } from './parameters';
import { s3Warnings } from './s3Settings';
import type { Destination, DestinationVariable, Plan, PlanContext } from './types';

/** A setting with a variable of its own. */
interface Rule {
  readonly key: string;
  /** The value of the variable for a setting. */
  readonly convert: (text: string) => string;
  /** The value without any setting: it undoes what `[default]` sets. */
  readonly byDefault: string;
  /** The only values that are valid; any if absent. */
  readonly values?: readonly string[];
}

const toSwitch = (text: string) => String(isTrue(text));

/** By botocore's conversions (`configprovider`, `args`). Other SDKs accept only the lower case. */
const RULES: readonly Rule[] = [
  { key: 'use_fips_endpoint', convert: toSwitch, byDefault: 'false' },
  { key: 'use_dualstack_endpoint', convert: toSwitch, byDefault: 'false' },
  {
    key: 'account_id_endpoint_mode',
    convert: (text) => text.toLowerCase(),
    byDefault: 'preferred',
    values: ['preferred', 'disabled', 'required'],
  },
  // The AWS CLI's version 2 ignores it, and boto3 rejects an invalid one. An empty one counts as unset.
  { key: 'sts_regional_endpoints', convert: (text) => text || 'regional', byDefault: 'regional' },
];

const variableOf = (key: string) => `AWS_${key.toUpperCase()}`;

/** The settings that have a variable of their own, and that variable. */
export const DESTINATION_VARIABLES: ReadonlyMap<string, string> = new Map(
  ['endpoint_url', 'ignore_configured_endpoint_urls', 'ca_bundle', ...RULES.map(({ key }) => key)].map((key) => [
    key,
    variableOf(key),
  ]),
);

const variableFor = (key: string, value: string, setting: Setting): DestinationVariable => ({
  name: variableOf(key),
  value,
  location: location(setting),
});

function ruleVariable(
  { key, convert, byDefault, values }: Rule,
  profile: Profile,
  { profiles, problems }: PlanContext,
): DestinationVariable | undefined {
  const setting = profile.settings.get(key);
  if (!setting) {
    const theirs = profiles.profiles.get('default')?.settings.get(key);
    return theirs && convert(theirs.value) !== byDefault ? variableFor(key, byDefault, theirs) : undefined;
  }
  const value = convert(setting.value);
  if (!values || values.includes(value)) return variableFor(key, value, setting);
  const reason = `must be one of ${values.join(', ')}`;
  return problems.add(settingValue(profile, key, setting).invalid(reason, byDefault));
}

/**
 * The certificates to trust. An empty ca_bundle turns certificate checks off in botocore; it counts as unset here. Nothing
 * means "the usual ones", so a ca_bundle of `[default]` can't be undone.
 */
function caBundle(profile: Profile, { profiles }: PlanContext): Destination {
  const setting = profile.settings.get('ca_bundle');
  if (setting?.value) return { variables: [variableFor('ca_bundle', setting.value, setting)], warnings: [] };
  const theirs = profiles.profiles.get('default')?.settings.get('ca_bundle');
  const warning = `[default] (${theirs && location(theirs)}) still sets the ca_bundle. No variable can prevent that; give profile "${profile.name}" one too.`;
  return { variables: [], warnings: theirs?.value ? [warning] : [] };
}

/** ASSUME_ENDPOINTS lists the variables with `|` between them, and a session file one on each line. */
function isListable({ name, value, location }: DestinationVariable, { problems }: PlanContext): boolean {
  if (!value.includes('|') && !hasControlCharacter(value)) return true;
  problems.add(misconfigured(`The value for ${name} (${location}) must not contain "|" or a control character.`));
  return false;
}

/**
 * The variables that send an AWS client where `aws --profile` sends it, as far as variables can say it, after AWS_PROFILE has
 * been removed and `[default]` applies. What the user has set wins, as it does for the AWS CLI. What is wrong becomes a
 * problem (exit 3).
 * @param env the environment from before the first assume
 * @returns `undefined` if there is nothing to set and nothing to tell
 */
export function destinationOf(profile: Profile, env: Env, context: PlanContext): Destination | undefined {
  const parts: readonly Destination[] = [
    endpointsFor(profile, env, context),
    ...RULES.filter(({ key }) => env[variableOf(key)] === undefined).map((rule) => {
      const variable = ruleVariable(rule, profile, context);
      return { variables: variable ? [variable] : [], warnings: [] };
    }),
    ...(env.AWS_CA_BUNDLE === undefined ? [caBundle(profile, context)] : []),
  ];
  const variables = parts.flatMap((part) => part.variables).filter((each) => isListable(each, context));
  const warnings = [...parts.flatMap((part) => part.warnings), ...s3Warnings(profile, env, context.profiles)];
  return variables.length + warnings.length > 0 ? { variables, warnings } : undefined;
}

type Warnings = Partial<Pick<Plan, 'destination' | 'warnings'>>;

/** All warnings of a plan. */
export const warningsOf = ({ destination, warnings = [] }: Warnings): string[] => [
  ...warnings,
  ...(destination?.warnings ?? []),
];

/** The warnings of a plan, as a shell shows them: once, so not when the profile is renewed there. */
export const newWarnings = (plan: Pick<Plan, 'profile'> & Warnings, env: Env): string[] =>
  env.ASSUME_PROFILE === plan.profile ? [] : warningsOf(plan).map((warning) => shortenHome(warning, env));
