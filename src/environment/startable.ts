import { AssumeError, EXIT } from '../errors';
import type { Env } from '../platform/env';
import { excessOf, type StartLimits, startLimits } from '../platform/startLimits';
import type { EnvironmentChange } from './change';

const refused = (message: string) => new AssumeError(message, { exitCode: EXIT.refused });

const grouped = (number: number) => number.toLocaleString('en-US');

/**
 * Makes sure that a shell can still start programs after a change.
 * @throws AssumeError (exit 5) that names the variable and its size, never its value
 */
export function checkSizes(env: Env, change: EnvironmentChange, limits: StartLimits): void {
  for (const [name, value] of change) {
    const length = value === null ? 0 : limits.lengthOf(`${name}=${value}`);
    if (length >= limits.variable) {
      throw refused(
        `${name} would be ${grouped(length)} ${limits.unit}; this system can't start programs with a variable of ${grouped(limits.variable)} or more.`,
      );
    }
  }
  const changed = Object.fromEntries(change.map(([name, value]) => [name, value ?? undefined]));
  const excess = excessOf({ ...env, ...changed }, limits);
  if (!excess) return;
  throw refused(
    `The environment would be ${grouped(excess.size)} bytes; this system can't start programs with more than ${grouped(excess.limit)} (getconf ARG_MAX).`,
  );
}

/** Makes sure that a shell on this system can still start programs after a change. @throws AssumeError as {@link checkSizes} */
export const requireStartable = (env: Env, change: EnvironmentChange): void => checkSizes(env, change, startLimits);
