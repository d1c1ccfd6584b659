import { misconfigured } from '../errors';
import type { Env } from '../platform/env';
import { location, type Profile } from '../profiles/types';
import { omitUndefined } from '../util/omitUndefined';
import { isAddressIn } from './ipAddress';
import type { Found, Route } from './route';
import type { PlanContext } from './types';

/** As in Python (`getproxies_environment`), a lower-case variable wins, even an empty one. An empty one counts as unset. */
function variable(name: string, env: Env): Found | undefined {
  const lower = name.toLowerCase();
  const found = env[lower] === undefined ? name : lower;
  const value = env[found];
  return value ? { value, location: found } : undefined;
}

type Noting = Pick<PlanContext, 'problems'>;

/** Hosts on this machine. */
const isLoopback = (host: string) =>
  /^(.+\.)?localhost\.?$/.test(host) || isAddressIn(host, '127.0.0.0/8') || isAddressIn(host, '::1');

/**
 * Whether NO_PROXY excludes a host: names as in Python (`proxy_bypass_environment`), which the AWS CLI asks, also with a port
 * where the URL has one; IP addresses and ranges of them as in curl and Go.
 */
function isExcluded(host: string, authority: string, list: string): boolean {
  if (list === '*') return true;
  return list.split(',').some((entry) => {
    const name = entry.trim().replace(/^\.+/, '').toLowerCase();
    if (name === '') return false;
    return isAddressIn(host, name) || [host, authority].some((each) => each === name || each.endsWith(`.${name}`));
  });
}

/** As botocore reads it (`_fix_proxy_url`): without a scheme, it is http. */
function proxyUrl({ value, location: from }: Found, { problems }: Noting): Found | undefined {
  const url = value.includes('://') ? value : `http://${value.replace(/^\/\//, '')}`;
  if (/^https?:/i.test(url) && URL.canParse(url)) return { value: url, location: from };
  return problems.add(
    misconfigured(`${from} must be the URL of an HTTP proxy, such as http://proxy.example.com:3128.`),
  );
}

/** Whatever the variables say, requests over http, and those to this machine, are direct. */
function proxyFor(url: string, env: Env, context: Noting): Found | undefined {
  const { hostname, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:' || isLoopback(host)) return undefined;
  // As it is written: a parsed URL drops the port that is the default.
  const [, authority = host] = /^\w+:\/\/([^/?#]*)/.exec(url.toLowerCase()) ?? [];
  const excluded = variable('NO_PROXY', env)?.value ?? '';
  const proxy = variable('HTTPS_PROXY', env);
  return proxy && !isExcluded(host, authority, excluded) ? proxyUrl(proxy, context) : undefined;
}

/** In the order of botocore; without a value, it turns certificate checks off there, and counts as unset here. */
function caBundleFor(profile: Profile | undefined, env: Env): Found | undefined {
  const setting = profile?.settings.get('ca_bundle');
  return [
    { value: env.AWS_CA_BUNDLE, location: 'AWS_CA_BUNDLE' },
    setting && { value: setting.value, location: location(setting) },
    { value: env.REQUESTS_CA_BUNDLE, location: 'REQUESTS_CA_BUNDLE' },
  ].find((found): found is Found => Boolean(found?.value));
}

/**
 * How requests of a profile reach a URL. A proxy that isn't a URL becomes a problem (exit 3), which never shows its value.
 * @param url called only if there might be a proxy
 */
export function routeTo(url: () => string, profile: Profile | undefined, env: Env, context: Noting): Route {
  return omitUndefined({
    proxy: variable('HTTPS_PROXY', env) && proxyFor(url(), env, context),
    caBundle: caBundleFor(profile, env),
  });
}
