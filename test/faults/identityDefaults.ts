import type { Config, Credentials } from './identityModel';

/** The files of the first folder. */
export const CONFIG: Config = {
  one: { kind: 'keys', endpoint: 'A' },
  two: { kind: 'keys', endpoint: 'A' },
  team: { kind: 'sso', permissionSet: 'Reader', endpoint: 'A' },
  web: { kind: 'web', role: 'Pod', endpoint: 'A' },
  tool: { kind: 'process', prints: 'grace1', endpoint: 'A' },
  dev: { kind: 'role', role: 'One', source: 'one', endpoint: 'A' },
  ops: { kind: 'role', role: 'One', source: 'two', endpoint: 'A' },
  local: { kind: 'role', role: 'One', source: 'one', endpoint: 'B' },
  prod: { kind: 'role', role: 'Two', source: 'two', endpoint: 'A' },
  env: { kind: 'role', role: 'Two', source: 'Environment', endpoint: 'A' },
  box: { kind: 'role', role: 'Two', source: 'EcsContainer', endpoint: 'A' },
  admin: { kind: 'role', role: 'Three', source: 'team', endpoint: 'A' },
  job: { kind: 'role', role: 'One', source: 'web', endpoint: 'A' },
  tooled: { kind: 'role', role: 'Two', source: 'tool', endpoint: 'A' },
  chain: { kind: 'role', role: 'Three', source: 'dev', endpoint: 'A' },
};
/** The config file of the second folder. */
export const OTHER: Config = {
  ...CONFIG,
  dev: { kind: 'role', role: 'Two', source: 'two', endpoint: 'A' },
  prod: { kind: 'role', role: 'One', source: 'one', endpoint: 'B' },
  team: { kind: 'sso', permissionSet: 'Writer', endpoint: 'A' },
};
/** The access keys of both folders. */
export const OWN_KEYS: Credentials = { one: 'ada1', two: 'grace1' };
