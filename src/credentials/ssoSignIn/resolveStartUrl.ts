import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isAssumeError, misconfigured } from '../../errors';
import type { ServiceEndpoint } from '../../plan/route';
import { isAwsStartUrl, type ResolvedStartUrl, regionInStartUrl } from '../../plan/startUrl';
import { failed } from '../awsError';
import { type Endpoint, endpointOf } from '../endpoint';
import type { Network } from '../types';
import { unreachable, withTimeout } from '../unreachable';

interface Reply {
  readonly status: number;
  readonly location: string | undefined;
}

async function ask(method: 'HEAD' | 'GET', endpoint: Endpoint, network: Network): Promise<Reply> {
  const agent = await network.agentFor(endpoint);
  const send = endpoint.url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(endpoint.url, { method, agent }, (response) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      response.destroy();
    });
    request.on('error', reject).end();
  });
}

/**
 * Follows one redirect.
 * @returns where it leads; the URL itself if nothing redirects it
 * @throws AssumeError (exit 1) if it can't be reached, or answers with an error; (exit 3) for a CA bundle that can't be read
 */
export async function followOnce(startUrl: ServiceEndpoint, network: Network): Promise<string> {
  const endpoint = endpointOf(startUrl);
  const { url } = endpoint;
  const send = (method: 'HEAD' | 'GET') =>
    withTimeout(ask(method, endpoint, network)).catch((error: Error) => {
      throw isAssumeError(error) ? error : unreachable(error, endpoint);
    });
  const first = await send('HEAD');
  const { status, location } = first.status === 405 || first.status === 501 ? await send('GET') : first;
  if (status < 300) return url;
  if (status < 400 && location && URL.canParse(location, url)) return new URL(location, url).href;
  throw failed(`The start URL ${url} returned HTTP status ${status}, and doesn't lead to IAM Identity Center.`);
}

/** Without what the console adds: a query, a fragment, a slash at the end. */
function plain(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * Where a start URL of the user's own leads, as the AWS CLI finds it: one redirect, to a host of AWS's that names the region.
 * @param region the configured `sso_region`, for a host that names none
 * @throws AssumeError: exit 3 if it doesn't lead to AWS, or to no region; 1 if it can't be reached
 */
export async function resolveStartUrl(
  startUrl: string,
  region: string | undefined,
  follow: (url: string) => Promise<string>,
): Promise<ResolvedStartUrl> {
  if (!/^https:/i.test(startUrl)) throw misconfigured(`The start URL ${startUrl} must start with https://.`);
  const url = plain(await follow(startUrl));
  if (!/^https:/.test(url) || !isAwsStartUrl(url)) {
    throw misconfigured(`The start URL ${startUrl} leads to ${url}, which isn't IAM Identity Center.`);
  }
  const found = regionInStartUrl(url) ?? region;
  if (found) return { url, region: found };
  throw misconfigured(`The start URL ${startUrl} leads to ${url}, which names no region: set sso_region.`);
}
