/** One of AWS's partitions: a separate AWS, with its own accounts, regions and domains. */
interface Partition {
  /** The second part of its ARNs. */
  readonly id: string;
  /** What the names of its regions begin with. */
  readonly prefix: string;
  /** The region to call when nothing names one. */
  readonly defaultRegion: string;
  readonly domain: string;
  readonly dualStackDomain: string;
}

/** AWS's public partition. A region of no other partition is taken for one of these, as the SDKs do. */
const AWS: Partition = {
  id: 'aws',
  prefix: '',
  defaultRegion: 'us-east-1',
  domain: 'amazonaws.com',
  dualStackDomain: 'api.aws',
};

/**
 * The others, from the SDK's own list (`partitions.js` of `@aws-sdk/core`); a test compares the hosts with the SDK's.
 */
const OTHERS: readonly Partition[] = [
  {
    id: 'aws-cn',
    prefix: 'cn-',
    defaultRegion: 'cn-north-1',
    domain: 'amazonaws.com.cn',
    dualStackDomain: 'api.amazonwebservices.com.cn',
  },
  {
    id: 'aws-us-gov',
    prefix: 'us-gov-',
    defaultRegion: 'us-gov-west-1',
    domain: AWS.domain,
    dualStackDomain: AWS.dualStackDomain,
  },
  {
    id: 'aws-eusc',
    prefix: 'eusc-',
    defaultRegion: 'eusc-de-east-1',
    domain: 'amazonaws.eu',
    dualStackDomain: 'api.amazonwebservices.eu',
  },
  {
    id: 'aws-iso',
    prefix: 'us-iso-',
    defaultRegion: 'us-iso-east-1',
    domain: 'c2s.ic.gov',
    dualStackDomain: 'api.aws.ic.gov',
  },
  {
    id: 'aws-iso-b',
    prefix: 'us-isob-',
    defaultRegion: 'us-isob-east-1',
    domain: 'sc2s.sgov.gov',
    dualStackDomain: 'api.aws.scloud',
  },
  {
    id: 'aws-iso-e',
    prefix: 'eu-isoe-',
    defaultRegion: 'eu-isoe-west-1',
    domain: 'cloud.adc-e.uk',
    dualStackDomain: 'api.cloud-aws.adc-e.uk',
  },
  {
    id: 'aws-iso-f',
    prefix: 'us-isof-',
    defaultRegion: 'us-isof-south-1',
    domain: 'csp.hci.ic.gov',
    dualStackDomain: 'api.aws.hci.ic.gov',
  },
];

/** The partition of an ARN; `aws` if the text has no second part. */
export const partitionOf = (arn: string): string => arn.split(':')[1] ?? AWS.id;

/** The 12-digit account of an IAM ARN; `undefined` for any other text, such as the serial number of a hardware device. */
export const accountOf = (arn: string): string | undefined => /^arn:[^:]*:iam::(\d{12}):/.exec(arn)?.[1];

/**
 * The region in which to call AWS for a role of this partition when nothing names one; us-east-1 for an unknown
 * partition.
 */
export const defaultRegionOf = (partition: string | undefined): string =>
  (OTHERS.find(({ id }) => id === partition) ?? AWS).defaultRegion;

/** Which of AWS's own endpoints to use; the plain one by default. */
export interface EndpointVariant {
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/**
 * AWS's own host for a service in a region, such as `sts.cn-north-1.amazonaws.com.cn`: the host that the SDK calls when
 * no endpoint is configured (the endpoint rules of STS, and of IAM Identity Center's `portal.sso` and `oidc`).
 * @param region a region without `fips-` or `-fips`
 */
export function serviceHost(
  service: 'sts' | 'portal.sso' | 'oidc',
  region: string,
  { useFipsEndpoint = false, useDualstackEndpoint = false }: EndpointVariant = {},
): string {
  const { id, domain, dualStackDomain } = OTHERS.find(({ prefix }) => region.startsWith(prefix)) ?? AWS;
  // The ordinary hosts of GovCloud are FIPS hosts.
  const isPlainName = !useFipsEndpoint || (id === 'aws-us-gov' && !useDualstackEndpoint);
  return `${service}${isPlainName ? '' : '-fips'}.${region}.${useDualstackEndpoint ? dualStackDomain : domain}`;
}
