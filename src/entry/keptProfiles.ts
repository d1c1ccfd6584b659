import { type KeptProfiles, statesNow } from '../completion/profileList';
import type { Env } from '../platform/env';
import { realFiles } from '../platform/files';

/**
 * Reads the profiles from the AWS files, for the picker and for the command after it.
 * @returns `undefined` if they can't be read: the command will say why
 */
export async function keepProfiles(env: Env, packageRoot: string, noCache: boolean): Promise<KeptProfiles | undefined> {
  const { loadProfiles } = await import('../completion/loadProfiles');
  const { createContext } = await import('./dispatch');
  const context = createContext(env, packageRoot);
  try {
    const states = statesNow(env, realFiles); // before they are read
    const profiles = loadProfiles({ ...context, notify: undefined, ...(noCache && { cache: undefined }) });
    return { profiles, states };
  } catch {
    return undefined;
  }
}
