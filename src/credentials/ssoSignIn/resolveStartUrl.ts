import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { misconfigured } from '../../errors';
import { isAwsStartUrl, type ResolvedStartUrl, regionInStartUrl } from '../../plan/startUrl';
import { failed } from '../awsError';
import { endpointAt, unreachable } from '../unreachable';

/** In milliseconds, as in the AWS CLI. */
const TIMEOUT = 10_000;

interface Reply {
  readonly status: number;
  readonly location: string | undefined;
}

function ask(method: 'HEAD' | 'GET', url: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const request = send(url, { method, timeout: TIMEOUT, agent: false }, (response) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      response.destroy();
    });
    request.on('timeout', () => request.destroy(new Error('timed out'))).on('error', reject);
    request.end();
  });
}

/**
 * Follows one redirect.
 * @returns where it leads; the URL itself if nothing redirects it
 * @throws AssumeError (exit 1) if it can't be reached, or answers with an error
 */
export async function followOnce(url: string): Promise<string> {
  const unreached = (error: Error) => {
    throw unreachable(error, endpointAt(url));
  };
  const first = await ask('HEAD', url).catch(unreached);
  const { status, location } =
    first.status === 405 || first.status === 501 ? await ask('GET', url).catch(unreached) : first;
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
  follow: (url: string) => Promise<string> = followOnce,
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
