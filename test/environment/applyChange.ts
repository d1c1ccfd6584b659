import type { EnvironmentChange } from '../../src/environment/change';
import type { Env } from '../../src/platform/env';

/** The environment of the shell's children after a change. */
export function applyChange(env: Env, change: EnvironmentChange): Env {
  const after: Record<string, string | undefined> = { ...env };
  for (const [name, value] of change) {
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return after;
}
