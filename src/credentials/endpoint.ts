import { type Route, type ServiceEndpoint, urlName, withoutUser } from '../plan/route';
import { stsUrl } from '../plan/stsEndpoint';
import type { StsEndpoint } from '../plan/types';
import { omitUndefined } from '../util/omitUndefined';

/** Where a request goes, and how. */
export interface Endpoint extends Route {
  readonly url: string;
  /** What messages call it: the URL, unless AWS's own endpoint has a better name. */
  readonly name: string;
}

/** An endpoint known by its URL. No request needs a user name and a password in it. */
export function endpointOf({ url: configured, proxy, caBundle }: ServiceEndpoint): Endpoint {
  const url = withoutUser(configured);
  return { url, name: urlName(url), ...omitUndefined({ proxy, caBundle }) };
}

/** Where the requests of a plan to STS go. */
export function stsEndpointOf(sts: StsEndpoint): Endpoint {
  const endpoint = endpointOf({ ...sts, url: stsUrl(sts) });
  return sts.endpoint === undefined ? { ...endpoint, name: `STS in ${sts.region}` } : endpoint;
}
