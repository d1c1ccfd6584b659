import type { Env } from '../env';
import { MANAGED, type Values } from './managed';

const pick = (from: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(
    MANAGED.filter((name) => name !== 'ASSUME_RESTORE' && typeof from[name] === 'string').map((name) => [
      name,
      from[name],
    ]),
  );

/** ASSUME_RESTORE is a JSON object of the variables that were set; what somebody else wrote into it counts as empty. */
const parseRestore = (text: string): Values => {
  try {
    return pick(Object(JSON.parse(text)));
  } catch {
    return {};
  }
};

/** What the managed variables held before the first assume: as kept in ASSUME_RESTORE, else as they are now. */
export const valuesBefore = (env: Env): Values =>
  env.ASSUME_RESTORE === undefined ? pick(env) : parseRestore(env.ASSUME_RESTORE);

/** The whole environment as it was before the first assume: what a new assume starts from. */
export const environmentBefore = (env: Env): Env => ({
  ...env,
  ...Object.fromEntries(MANAGED.map((name) => [name, undefined])),
  ...valuesBefore(env),
});
