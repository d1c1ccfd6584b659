import type { Env } from '../platform/env';
import { location, type Profile, type Profiles, type Setting } from '../profiles/types';

/** The settings of the nested `s3` block that decide where requests go (botocore, DEFAULT_S3_CONFIG_VARS). */
const KEYS = [
  'use_dualstack_endpoint',
  'use_accelerate_endpoint',
  'addressing_style',
  'us_east_1_regional_endpoint',
  'use_arn_region',
  's3_disable_multiregion_access_points',
] as const;

/** The variables that the user may have set for some of them. */
const VARIABLES: Readonly<Partial<Record<(typeof KEYS)[number], string>>> = {
  us_east_1_regional_endpoint: 'AWS_S3_US_EAST_1_REGIONAL_ENDPOINT',
  use_arn_region: 'AWS_S3_USE_ARN_REGION',
  s3_disable_multiregion_access_points: 'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS',
};

const settingIn = (profile: Profile | undefined, key: string): Setting | undefined =>
  profile?.settings.get('s3')?.nested?.get(key);

/** A setting that says what also applies without it. */
const AS_UNSET: readonly (string | undefined)[] = ['', 'false', 'auto'];

function meaning(setting: Setting | undefined): string | undefined {
  const value = setting?.value.toLowerCase();
  return AS_UNSET.includes(value) ? undefined : value;
}

/** The S3 settings that differ between a profile and `[default]`, which `assume` has no variables for. */
export function s3Warnings(profile: Profile, env: Env, { profiles }: Profiles): string[] {
  return KEYS.flatMap((key) => {
    const own = settingIn(profile, key);
    const theirs = settingIn(profiles.get('default'), key);
    if (meaning(own) === meaning(theirs) || env[VARIABLES[key] ?? ''] !== undefined) return [];
    if (!own)
      return theirs ? [`[default] (${location(theirs)}) still sets ${key} of S3. No variable can prevent that.`] : [];
    return [`${key} of S3 (${location(own)}) has no variable, so it doesn't apply here. Use: aws --profile`];
  });
}
