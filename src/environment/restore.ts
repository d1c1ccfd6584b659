import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { withoutOwnDestination } from './destination';
import { MANAGED, type Values } from './managed';

/**
 * The longest variable, in bytes, with its name, `=` and NUL (Linux, MAX_ARG_STRLEN). With a longer one the shell could
 * no longer start any program.
 */
const MAX_LENGTH = 131_072;

/** The managed variables from before the first assume. */
export interface PriorState {
  readonly values: Values;
  /** False if they are not fully known: ASSUME_RESTORE is missing, or not as it was written. */
  readonly isKnown: boolean;
}

const pick = (from: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(
    MANAGED.flatMap((name) => {
      const value = name === 'ASSUME_RESTORE' ? undefined : from[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** ASSUME_RESTORE holds the variables that were set, as a JSON object. */
function parseRestore(text: string): PriorState {
  try {
    const parsed = JSON.parse(text);
    const values = pick(Object(parsed));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return { values, isKnown: isObject && Object.keys(parsed).length === Object.keys(values).length };
  } catch {
    return { values: {}, isKnown: false };
  }
}

/** Whether the environment shows that a profile is assumed. */
export const isAssumed = ({ ASSUME_PROFILE, ASSUME_RESTORE }: Env): boolean =>
  ASSUME_PROFILE !== undefined || ASSUME_RESTORE !== undefined;

/** The state that ASSUME_RESTORE holds; if nothing is assumed, the current one. */
export function priorState(env: Env): PriorState {
  if (!isAssumed(env)) return { values: pick(env), isKnown: true };
  return env.ASSUME_RESTORE === undefined ? { values: {}, isKnown: false } : parseRestore(env.ASSUME_RESTORE);
}

/**
 * The value of ASSUME_RESTORE after an assume. The first assume writes it, later ones keep it. If it was lost it
 * becomes empty, so that it can't be mistaken later for an environment without any AWS variables.
 */
export const restoreText = (env: Env): string =>
  isAssumed(env) ? (env.ASSUME_RESTORE ?? '') : JSON.stringify(priorState(env).values);

/** @throws AssumeError (exit 3) if `assume off` could not restore the current environment exactly */
export function requireRestorable(env: Env): void {
  if (isAssumed(env)) return;
  // Node reads bytes that aren't UTF-8 as U+FFFD.
  const [name] = Object.entries(priorState(env).values).find(([, value]) => value?.includes('\ufffd')) ?? [];
  if (name) throw misconfigured(`${name} is not valid UTF-8, so it could not be restored later. Unset it first.`);
  if (Buffer.byteLength(`ASSUME_RESTORE=${restoreText(env)}`) < MAX_LENGTH) return;
  throw misconfigured('The AWS_* variables are too long to be saved and restored later. Unset them first.');
}

/** The whole environment as it was before the first assume: what a new assume starts from. */
export const priorEnvironment = (env: Env): Env => ({
  ...withoutOwnDestination(env),
  ...Object.fromEntries(MANAGED.map((name) => [name, undefined])),
  ...priorState(env).values,
});
