import type { Source } from '../../plan/sources';
import type { Plan } from '../../plan/types';
import { HOUR, lifeOf } from '../resolveContext';
import type { Origin } from '../types';
import { hashOf, roleKey, ssoKey, webIdentityKey } from './cacheKeys';

/** The links of a plan: its source, which is link 0, and the roles in their order. */
export type Links = Pick<Plan, 'source' | 'hops' | 'sts'>;

/** What the cache calls a source's credentials; `undefined` for those that nobody caches, such as access keys. */
function sourceRequest(source: Source): string | undefined {
  if (source.kind === 'sso') return ssoKey(source);
  return source.kind === 'webIdentity' ? webIdentityKey(source, undefined) : undefined;
}

/**
 * What a link asks AWS for, as a hash that says nothing about who asks: the AWS CLI's cache key, for web identities without
 * the token. `undefined` for a link that isn't cached.
 */
export function requestOf({ source, hops }: Links, link: number): string | undefined {
  const hop = hops[link - 1];
  return hop ? roleKey(hop) : sourceRequest(source);
}

/** How long a link's credentials are valid when issued, in seconds. */
export function lifeOfLink({ source, hops }: Links, link: number): number {
  const hop = hops[link - 1];
  if (hop) return lifeOf(hop);
  return (source.kind === 'webIdentity' ? source.duration?.seconds : undefined) ?? HOUR;
}

/** The roles before a link, as their requests: they decide whose credentials sign its own. */
export const requestsBefore = (links: Links, link: number): readonly string[] =>
  links.hops.slice(0, Math.max(0, link - 1)).map(roleKey);

/**
 * The endpoint that a link's request goes to: the URL that is configured, empty for AWS's own. All of AWS's own endpoints of
 * a service, in every region, issue the same credentials.
 */
export function endpointOf({ source, sts }: Links, link: number): string {
  if (link > 0 || source.kind === 'webIdentity') return sts.endpoint ?? '';
  if (source.kind !== 'sso') return '';
  const { url, location } = source.endpoints.portal;
  return location === undefined ? '' : url;
}

/**
 * Who asks for a link's credentials, and where.
 * @param identity whose credentials the source has
 */
export const originOf = (links: Links, link: number, identity: string): Origin => ({
  source: link === 0 ? identity : hashOf([identity, endpointOf(links, 0), ...requestsBefore(links, link)]),
  endpoint: endpointOf(links, link),
});
