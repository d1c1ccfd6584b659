import type { Plan } from '../plan/types';
import { type Env, shortenHome } from '../platform/env';
import { isTerminal } from '../platform/tty';

/** What a notice needs from the outside world. */
interface NoticeContext {
  readonly env: Env;
  /** Tells the user something on stderr, in one line. */
  readonly notify: (line: string) => void;
}

/** Tells what the variables of a profile can't prevent, once in a shell: renewing the profile there doesn't repeat it. */
export function notifyOfLimits({ profile, destination }: Plan, { env, notify }: NoticeContext): void {
  if (env.ASSUME_PROFILE === profile) return;
  for (const warning of destination?.warnings ?? []) notify(shortenHome(warning, env));
}

/** Tells a person at a terminal that the access key itself is used. Scripts see nothing. */
export async function notifyOfBareKey(
  { profile, bareKey }: Plan,
  { notify }: Pick<NoticeContext, 'notify'>,
): Promise<void> {
  if (!bareKey || !(await isTerminal(2))) return;
  notify(
    bareKey === 'longTerm'
      ? `Using the long-term access key of profile "${profile}": no MFA, and it doesn't expire.`
      : `The access key of profile "${profile}" is temporary (it has a session token): AWS can't open an MFA session with it, so it is used as it is.`,
  );
}
