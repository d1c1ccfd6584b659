/**
 * Variables that `assume` only ever removes: the JavaScript SDK prefers AWS_PROFILE over keys in the environment
 * (https://github.com/aws/aws-sdk-js-v3/issues/2549), botocore prefers AWS_SECURITY_TOKEN over AWS_SESSION_TOKEN, and
 * Starship and Powerlevel10k show what aws-vault or aws-sso-cli left in AWS_VAULT or AWS_SSO_PROFILE before our name.
 */
export const REMOVED = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SECURITY_TOKEN',
  'AWS_SESSION_EXPIRATION',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_VAULT',
  'AWS_SSO_PROFILE',
] as const;

/** The variables that hold credentials: who has their values can act as their owner. */
export const CREDENTIALS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
] as const;

/**
 * Every variable that `assume` sets or removes, each time, so that nothing stale survives. `npm run build` writes both
 * lists into the scripts in `shell/`; a test compares them.
 */
export const MANAGED = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCOUNT_ID',
  'ASSUME_PROFILE',
  'AWSUME_PROFILE',
  'ASSUME_ROLE',
  'ASSUME_COLOR',
  'ASSUME_EXPIRES',
  'ASSUME_PREVIOUS',
  'ASSUME_RESTORE',
  'ASSUME_WITHHELD',
  ...REMOVED,
] as const;

/**
 * The variables that say where AWS clients send requests, besides `AWS_ENDPOINT_URL_<SERVICE>`. `assume` sets them for a
 * profile where the user hasn't, and ASSUME_ENDPOINTS lists them, so they need not be restored.
 */
export const DESTINATION = [
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_CA_BUNDLE',
  'AWS_ACCOUNT_ID_ENDPOINT_MODE',
  'AWS_STS_REGIONAL_ENDPOINTS',
] as const;

/** ASSUME_ENDPOINTS, and names for which `isDestinationName` holds. */
type DestinationName = 'ASSUME_ENDPOINTS' | `AWS_${string}`;

/** The name of a managed variable. */
export type Managed = (typeof MANAGED)[number];

/** The values of managed variables, and of those of a destination (`destination.ts`); one that is absent is not set. */
export type Values = Partial<Readonly<Record<Managed | DestinationName, string>>>;
