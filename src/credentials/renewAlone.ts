import { setTimeout as pause } from 'node:timers/promises';
import type { Env } from '../platform/env';
import { lockFor, withLock } from '../platform/lock';

/** In milliseconds: longer than a renewal takes, which has a deadline. */
const PATIENCE = 30_000;

/** `undefined` without a home folder: a sign-in can be kept elsewhere. */
function lockOf(tokenFile: string, env: Env): string | undefined {
  try {
    return lockFor(tokenFile, env);
  } catch {
    return undefined;
  }
}

/**
 * Renews a sign-in while no other shell does: AWS accepts each refresh token once. Whoever has waited finds what the other
 * shell saved, so `renew` reads the file before it asks AWS.
 */
export async function renewAlone<Result>(tokenFile: string, env: Env, renew: () => Promise<Result>): Promise<Result> {
  const lock = lockOf(tokenFile, env);
  return lock === undefined ? renew() : withLock(lock, { waiting: () => {}, patience: PATIENCE }, renew);
}

/** In milliseconds. */
const SAVING_TIME = 300;

/**
 * To be called when AWS has rejected a renewal: a program that doesn't know our lock may have used the refresh token first, and
 * be about to save what it got.
 */
export const letOthersSave = (): Promise<void> => pause(SAVING_TIME);
