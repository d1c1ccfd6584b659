import { AssumeError, EXIT } from '../errors';
import type { Env } from '../platform/env';
import { excessOf, type StartLimits, startLimits } from '../platform/startLimits';
import { type Assumed, assumeChange, type EnvironmentChange } from './change';

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
        `${name} would have ${grouped(length)} ${limits.unit}: with one of ${grouped(limits.variable)} or more, this system can't start programs.`,
      );
    }
  }
  const changed = Object.fromEntries(change.map(([name, value]) => [name, value ?? undefined]));
  const excess = excessOf({ ...env, ...changed }, limits);
  if (!excess) return;
  throw refused(
    `The environment would have ${grouped(excess.size)} bytes: with more than ${grouped(excess.limit)} (getconf ARG_MAX), this system can't start programs.`,
  );
}

/** Makes sure that a shell on this system can still start programs after an assume. @throws AssumeError as {@link checkSizes} */
export const requireStartable = (env: Env, assumed: Assumed): void =>
  checkSizes(env, assumeChange(env, assumed), startLimits);
