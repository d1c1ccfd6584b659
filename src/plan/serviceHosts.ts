import { partitionOfRegion } from './partitions';

/** Which of AWS's own endpoints to use; the plain one by default. */
export interface EndpointVariant {
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/** The services that credentials are requested from, by their keys in a `services` section. */
export type Service = 'sts' | 'sso' | 'sso_oidc' | 'signin';

const NAMES = { sts: 'sts', sso: 'portal.sso', sso_oidc: 'oidc', signin: 'signin' } as const;

/** AWS Sign-In's plain hosts, and GovCloud's FIPS hosts, are in domains of their own. */
function signinHost(region: string, useFipsEndpoint: boolean): string | undefined {
  const { id, signinDomain } = partitionOfRegion(region);
  if (!useFipsEndpoint) return `${region}.${signinDomain}`;
  if (id !== 'aws-us-gov') return undefined;
  const prefix = region === 'us-gov-west-1' ? '' : `${region}.`;
  return `${prefix}${signinDomain.replace('signin', 'signin-fips')}`;
}

/**
 * AWS's own host for a service in a region, such as `sts.cn-north-1.amazonaws.com.cn`: the host that the SDKs and the AWS
 * CLI call when no endpoint is configured (the services' endpoint rules).
 * @param region a region without `fips-` or `-fips`
 */
export function serviceHost(
  service: Service,
  region: string,
  { useFipsEndpoint = false, useDualstackEndpoint = false }: EndpointVariant = {},
): string {
  const special = service === 'signin' && !useDualstackEndpoint ? signinHost(region, useFipsEndpoint) : undefined;
  if (special) return special;
  if (service === 'sts' && region === 'aws-global' && !useFipsEndpoint && !useDualstackEndpoint)
    return 'sts.amazonaws.com';
  const { id, domain, dualStackDomain } = partitionOfRegion(region);
  // The ordinary hosts of GovCloud are FIPS hosts.
  const isPlainName = !useFipsEndpoint || (id === 'aws-us-gov' && !useDualstackEndpoint);
  return `${NAMES[service]}${isPlainName ? '' : '-fips'}.${region}.${useDualstackEndpoint ? dualStackDomain : domain}`;
}
