import { setTimeout as pause } from 'node:timers/promises';
import type { Env } from '../platform/env';
import { lockFor, withLock } from '../platform/lock';

/** In milliseconds: longer than a renewal takes, which has a deadline. */
const PATIENCE = 30_000;

/**
 * Renews a sign-in while no other shell does: AWS accepts each refresh token once. Whoever has waited finds what the other
 * shell saved, so `renew` reads the file before it asks AWS.
 */
export const renewAlone = <Result>(tokenFile: string, env: Env, renew: () => Promise<Result>): Promise<Result> =>
  withLock(lockFor(tokenFile, env), { waiting: () => {}, patience: PATIENCE }, renew);

/** In milliseconds. */
const SAVING_TIME = 300;

/**
 * To be called when AWS has rejected a renewal: a program that doesn't know our lock may have used the refresh token first, and
 * be about to save what it got.
 */
export const letOthersSave = (): Promise<void> => pause(SAVING_TIME);
