import type { EnvironmentChange } from '../../src/environment/change';
import type { Env } from '../../src/platform/env';

/** The environment that a child of the shell sees once it has carried out the change. */
export function carriedOut(env: Env, change: EnvironmentChange): Env {
  const after: Record<string, string | undefined> = { ...env };
  for (const [name, value] of change) {
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return after;
}
