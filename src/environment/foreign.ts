/**
 * Variables that lead to other files or endpoints. While the user has set one, no session file is written or used. `npm run
 * build` writes the list into the scripts in `shell/` that read session files; a test compares it.
 */
export const FOREIGN = [
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
] as const;
