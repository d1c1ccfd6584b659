import { misconfigured } from '../errors';
import type { MissingKey } from '../plan/request';
import type { Env } from '../platform/env';
import { textDefect } from '../util/wellFormed';
import { withoutOwnDestination } from './destination';
import { CREDENTIALS, MANAGED, type Managed, type Values } from './managed';

/**
 * The longest variable, in bytes, with its name, `=` and NUL (Linux, MAX_ARG_STRLEN). With a longer one the shell could
 * no longer start any program.
 */
const MAX_LENGTH = 131_072;

/** The managed variables from before the first assume. */
export interface PriorState {
  readonly values: Values;
  /** The credentials that were set, and that `assume exec` has kept from this process; absent if there are none. */
  readonly withheld?: readonly Managed[];
  /** The variables that were set, but whose values in ASSUME_RESTORE are damaged; absent if there are none. */
  readonly lost?: readonly Managed[];
  /** False if they are not fully known: ASSUME_RESTORE is missing, or not as it was written. */
  readonly isKnown: boolean;
}

const UNKNOWN: PriorState = { values: {}, isKnown: false };

/** What is kept about the state before the first assume, and so no part of it. */
const OWN: readonly Managed[] = ['ASSUME_RESTORE', 'ASSUME_WITHHELD'];

const pick = (from: Readonly<Record<string, unknown>>, isUsable: (text: string) => boolean = () => true): Values =>
  Object.fromEntries(
    MANAGED.flatMap((name) => {
      const value = OWN.includes(name) ? undefined : from[name];
      return typeof value === 'string' && isUsable(value) ? [[name, value]] : [];
    }),
  );

/**
 * ASSUME_RESTORE holds the variables that were set, as a JSON object. In the child of `assume exec`, secrets are null. A value
 * that no variable can hold was never one.
 */
function parseRestore(text: string): PriorState {
  try {
    const parsed = JSON.parse(text);
    const values = pick(Object(parsed), (text) => textDefect(text) === undefined);
    const withheld: readonly Managed[] = CREDENTIALS.filter((name) => Object(parsed)[name] === null);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    const isKept = (name: Managed) => OWN.includes(name) || name in values || withheld.includes(name);
    const lost = MANAGED.filter((name) => Object.hasOwn(Object(parsed), name) && !isKept(name));
    const count = Object.keys(values).length + withheld.length;
    const isKnown = isObject && Object.keys(parsed).length === count;
    return { values, isKnown, ...(withheld.length > 0 && { withheld }), ...(lost.length > 0 && { lost }) };
  } catch {
    return UNKNOWN;
  }
}

const formatRestore = ({ values, withheld = [] }: PriorState): string =>
  JSON.stringify({ ...values, ...Object.fromEntries(withheld.map((name) => [name, null])) });

/** Whether the environment shows that a profile is assumed. */
export const isAssumed = ({ ASSUME_PROFILE, ASSUME_RESTORE }: Env): boolean =>
  ASSUME_PROFILE !== undefined || ASSUME_RESTORE !== undefined;

/** The current state. After `assume off`, ASSUME_WITHHELD still names the credentials that this process never had. */
function currentState(env: Env): PriorState {
  const names = env.AWS_ACCESS_KEY_ID ? [] : (env.ASSUME_WITHHELD ?? '').split(' ');
  const withheld = CREDENTIALS.filter((name) => names.includes(name));
  return { values: pick(env), isKnown: true, ...(withheld.length > 0 && { withheld }) };
}

/** The state that ASSUME_RESTORE holds; if nothing is assumed, the current one. */
export function priorState(env: Env): PriorState {
  if (!isAssumed(env)) return currentState(env);
  return env.ASSUME_RESTORE === undefined ? UNKNOWN : parseRestore(env.ASSUME_RESTORE);
}

/**
 * The value of ASSUME_RESTORE after an assume. The first assume writes it, later ones keep it. If it was lost it
 * becomes empty, so that it can't be mistaken later for an environment without any AWS variables.
 */
export const restoreText = (env: Env): string =>
  isAssumed(env) ? (env.ASSUME_RESTORE ?? '') : formatRestore(priorState(env));

/**
 * The value of ASSUME_RESTORE for another program, which has no use for the earlier credentials: it names those that were
 * set, without their values. A text that isn't as it was written could hold them anywhere, so it becomes empty.
 */
export function restoreTextWithoutCredentials(text: string): string {
  const { values, withheld = [], isKnown } = parseRestore(text);
  if (!isKnown) return '';
  const names = CREDENTIALS.filter((name) => values[name] || withheld.includes(name));
  return formatRestore({ values, withheld: names, isKnown });
}

/**
 * @param refusal why the shell can't set a variable to a value, as the end of a sentence about it, if it can't
 * @throws AssumeError (exit 3) if `assume off` could not restore the current environment exactly
 */
export function requireRestorable(env: Env, refusal: (value: string) => string | undefined = () => undefined): void {
  if (isAssumed(env)) return;
  for (const [name, value = ''] of Object.entries(priorState(env).values)) {
    const defect = textDefect(value) ?? refusal(value);
    if (defect) throw misconfigured(`${name} ${defect}, so it could not be restored later. Unset it first.`);
  }
  if (Buffer.byteLength(`ASSUME_RESTORE=${restoreText(env)}`) < MAX_LENGTH) return;
  throw misconfigured('The AWS_* variables are too long to be saved and restored later. Unset them first.');
}

/**
 * Why the access key that may have been in the environment before the first assume isn't in {@link priorEnvironment};
 * `undefined` if it is there, or there was none.
 */
export function missingKey(env: Env): MissingKey | undefined {
  const { withheld, isKnown } = priorState(env);
  if (!isKnown) return 'unknown';
  return withheld?.includes('AWS_ACCESS_KEY_ID') ? 'withheld' : undefined;
}

/** The whole environment as it was before the first assume: what a new assume starts from. */
export const priorEnvironment = (env: Env): Env => ({
  ...withoutOwnDestination(env),
  ...Object.fromEntries(MANAGED.map((name) => [name, undefined])),
  ...priorState(env).values,
});
