import { requestOf } from './assume';
import { cacheEntries, keysOf } from './credentials/cache/inventory';
import { planFor } from './plan/plan';
import type { Profiles } from './profiles/types';
import { sessionFolder } from './session';
import type { World } from './world';

/** Every key that a profile may have in the cache, and who one is with the entry. @throws AssumeError if there is no plan */
export const keysFor = (profiles: Profiles, name: string, world: World): ReadonlyMap<string, string> =>
  keysOf(planFor(profiles, requestOf(name, {}, world)));

/** Profiles with their keys. */
export type Known = readonly (readonly [profile: string, keys: ReadonlyMap<string, string>])[];

/** Every profile that can be planned, with its keys. */
export function knownKeys(profiles: Profiles, world: World): Known {
  return [...profiles.profiles.keys()].flatMap((name) => {
    try {
      return [[name, keysFor(profiles, name, world)] as const];
    } catch {
      return [];
    }
  });
}

/** The names of the profiles of which `assume cache clear` would remove something. */
export function cachedNames(profiles: Profiles, world: World): ReadonlySet<string> {
  const { files, env } = world;
  const cached = new Set(cacheEntries(files, env).map(({ key }) => key));
  const withEntry =
    cached.size === 0
      ? []
      : knownKeys(profiles, world).filter(([, keys]) => [...keys.keys()].some((key) => cached.has(key)));
  return new Set([...files.list(sessionFolder(env)), ...withEntry.map(([name]) => name)]);
}
