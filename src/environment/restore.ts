import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { MANAGED, type Values } from './managed';

/**
 * In bytes: how long one variable may be, with its name, `=` and NUL (Linux, MAX_ARG_STRLEN). With a longer one the shell
 * could start no program any more.
 */
const LIMIT = 131_072;

/** What the managed variables held before the first assume. */
export interface PriorState {
  readonly values: Values;
  /** False if that is not wholly known: ASSUME_RESTORE is gone, or is not as it was written. */
  readonly isKnown: boolean;
}

const pick = (from: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(
    MANAGED.filter((name) => name !== 'ASSUME_RESTORE' && typeof from[name] === 'string').map((name) => [
      name,
      from[name],
    ]),
  );

/** ASSUME_RESTORE is a JSON object of the variables that were set. */
function parseRestore(text: string): PriorState {
  try {
    const found = JSON.parse(text);
    const values = pick(Object(found));
    const isOurs = typeof found === 'object' && found !== null && !Array.isArray(found);
    return { values, isKnown: isOurs && Object.keys(found).length === Object.keys(values).length };
  } catch {
    return { values: {}, isKnown: false };
  }
}

/** Whether a profile is assumed here, as far as the environment says. */
export const isAssumed = ({ ASSUME_PROFILE, ASSUME_RESTORE }: Env): boolean =>
  ASSUME_PROFILE !== undefined || ASSUME_RESTORE !== undefined;

/** As kept in ASSUME_RESTORE; where nothing was assumed, as it is now. */
export function priorState(env: Env): PriorState {
  if (!isAssumed(env)) return { values: pick(env), isKnown: true };
  return env.ASSUME_RESTORE === undefined ? { values: {}, isKnown: false } : parseRestore(env.ASSUME_RESTORE);
}

/**
 * ASSUME_RESTORE as it is to be from now on: written once, by the first assume. If it has been lost, nobody shall believe
 * later that nothing was there.
 */
export const restoreText = (env: Env): string =>
  isAssumed(env) ? (env.ASSUME_RESTORE ?? '') : JSON.stringify(priorState(env).values);

/** @throws AssumeError (exit 3) if something stands in the environment that `assume off` could not give back exactly */
export function requireRestorable(env: Env): void {
  if (isAssumed(env)) return;
  // Node reads what is not UTF-8 as U+FFFD.
  const [broken] = Object.entries(priorState(env).values).find(([, value]) => value?.includes('\ufffd')) ?? [];
  if (broken) throw misconfigured(`${broken} is not UTF-8, so it could not be given back as it is. Unset it first.`);
  if (Buffer.byteLength(`ASSUME_RESTORE=${restoreText(env)}`) < LIMIT) return;
  throw misconfigured('What the AWS_ variables hold is too long to be kept until it is given back. Unset them first.');
}

/** The whole environment as it was before the first assume: what a new assume starts from. */
export const priorEnvironment = (env: Env): Env => ({
  ...env,
  ...Object.fromEntries(MANAGED.map((name) => [name, undefined])),
  ...priorState(env).values,
});
