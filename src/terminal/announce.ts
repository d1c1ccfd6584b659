import type { EnvironmentChange } from '../environment/change';
import type { Env } from '../platform/env';
import { formatClock } from '../util/time';
import { colors, isTerminal } from './color';
import { printable, write } from './output';

/** Who the shell is now, where and until when, in one line. */
export function describeChange(change: EnvironmentChange): string {
  const values = new Map(change);
  const profile = values.get('ASSUME_PROFILE');
  if (!profile) return 'off: this shell is as it was before.';
  const expires = values.get('ASSUME_EXPIRES');
  const parts = [values.get('AWS_ACCOUNT_ID'), values.get('AWS_REGION'), expires && `until ${formatClock(expires)}`];
  return [profile, parts.filter(Boolean).join(', ')].filter(Boolean).join(': ');
}

/** Tells a person what has changed; a script is told nothing. */
export async function announce(change: EnvironmentChange, env: Env): Promise<void> {
  if (await isTerminal(2)) write(2, `${(await colors(2, env)).dim(`assume: ${printable(describeChange(change))}`)}\n`);
}
