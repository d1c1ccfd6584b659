import type { Env } from '../platform/env';
import { type EnvironmentChange, offChange } from './change';
import { priorState } from './restore';

/** What `assume off` changes, and what it says if that isn't all that was there before. */
export interface Restoration {
  readonly change: EnvironmentChange;
  readonly warning?: string;
}

/**
 * The change that restores the environment from before the first assume. A value that this shell can't set, which it has
 * inherited from another one, is lost, but stops nothing.
 * @param refusal why the shell can't set a variable to a value, as the end of a sentence about it, if it can't
 */
export function restoration(env: Env, refusal: (value: string) => string | undefined): Restoration {
  const lost: string[] = [];
  const change = offChange(env).map(([name, value]) => {
    const defect = value === null ? undefined : refusal(value);
    if (defect) lost.push(`${name} could not be restored (it ${defect})`);
    return [name, defect ? null : value] as const;
  });
  const { lost: damaged = [], isKnown } = priorState(env);
  if (damaged.length > 0) {
    lost.push(`${damaged.join(', ')} could not be restored (ASSUME_RESTORE is damaged)`);
  } else if (!isKnown) {
    lost.push('the earlier AWS_* variables could not be restored (ASSUME_RESTORE is missing or damaged)');
  }
  return { change, ...(lost.length > 0 && { warning: `Credentials cleared, but ${lost.join(', and ')}.` }) };
}
