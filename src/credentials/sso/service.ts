import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Env } from '../../env';

/** The two services of IAM Identity Center: host name, and what AWS_ENDPOINT_URL_… calls it. */
const SERVICES = { oidc: 'SSO_OIDC', 'portal.sso': 'SSO' } as const;

/** The domain of each partition that does not have AWS's first one. */
const DOMAINS = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
] as const;

/** Where a service of IAM Identity Center is asked; the variables are those of all AWS SDKs. */
export function serviceUrl(service: keyof typeof SERVICES, region: string, env: Env): string {
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true';
  const configured = env[`AWS_ENDPOINT_URL_${SERVICES[service]}`] || env.AWS_ENDPOINT_URL;
  if (configured && !ignored) return configured.replace(/\/+$/, '');
  const domain = DOMAINS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  return `https://${service}.${region}.${domain}`;
}

/** Every setting that the SDK would otherwise look up in the AWS files, which have been read already. */
export const clientOptions = (endpoint: string, region: string) => ({
  endpoint,
  region,
  maxAttempts: 2,
  retryMode: 'standard',
  defaultsMode: 'standard' as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: 'assume',
  authSchemePreference: [],
  requestHandler: new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 7_000, throwOnRequestTimeout: true }),
});
