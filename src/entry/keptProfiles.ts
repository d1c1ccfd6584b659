import type { KeptProfiles } from '../completion/profileList';
import type { Env } from '../platform/env';

/**
 * Reads the profiles from the AWS files, for the picker and for the command after it.
 * @returns `undefined` if they can't be read: the command will say why
 */
export async function keepProfiles(env: Env, packageRoot: string, noCache: boolean): Promise<KeptProfiles | undefined> {
  const { readAhead } = await import('../completion/loadProfiles');
  const { createContext } = await import('./dispatch');
  const context = createContext(env, packageRoot);
  try {
    return readAhead({ ...context, ...(noCache && { cache: undefined }) });
  } catch {
    return undefined;
  }
}
