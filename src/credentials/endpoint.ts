import type { Route, ServiceEndpoint } from '../plan/route';
import { stsUrl } from '../plan/stsEndpoint';
import type { StsEndpoint } from '../plan/types';
import { omitUndefined } from '../util/omitUndefined';

/** Where a request goes, and how. */
export interface Endpoint extends Route {
  readonly url: string;
  /** What messages call it: the URL, unless AWS's own endpoint has a better name. */
  readonly name: string;
}

/** An endpoint known by its URL. User name and password in it, which no request needs, are not shown. */
export function endpointOf({ url: configured, proxy, caBundle }: ServiceEndpoint): Endpoint {
  const url = configured.replace(/^(\w+:\/\/)[^/?#]*@/, '$1');
  return { url, name: url, ...omitUndefined({ proxy, caBundle }) };
}

/** Where the requests of a plan to STS go. */
export function stsEndpointOf(sts: StsEndpoint): Endpoint {
  const endpoint = endpointOf({ ...sts, url: stsUrl(sts) });
  return sts.endpoint === undefined ? { ...endpoint, name: `STS in ${sts.region}` } : endpoint;
}
