import type { Plan } from '../plan/types';
import { isTerminal } from '../platform/tty';
import type { ResolveContext } from './resolveContext';

/** Tells a person at a terminal that the access key itself is used. Scripts see nothing. */
export async function announceBareKey(
  { profile, bareKey }: Plan,
  { notify }: Pick<ResolveContext, 'notify'>,
): Promise<void> {
  if (!bareKey || !(await isTerminal(2))) return;
  notify(
    bareKey === 'longTerm'
      ? `Using the long-term access key of profile "${profile}": no MFA, and it doesn't expire.`
      : `The access key of profile "${profile}" is temporary (it has a session token): AWS can't open an MFA session with it, so it is used as it is.`,
  );
}
