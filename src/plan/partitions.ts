/** One of AWS's partitions: a separate AWS, with its own accounts, regions and domains. */
export interface Partition {
  /** The second part of its ARNs. */
  readonly id: string;
  /** The names of its regions, also of those to come. */
  readonly regions: RegExp;
  /** The region to call when nothing names one. */
  readonly defaultRegion: string;
  readonly domain: string;
  readonly dualStackDomain: string;
  /** The domain of AWS Sign-In. */
  readonly signinDomain: string;
}

/** AWS's public partition. A region of no other partition is taken for one of these, as the SDKs do. */
const AWS: Partition = {
  id: 'aws',
  regions: /(?:)/,
  defaultRegion: 'us-east-1',
  domain: 'amazonaws.com',
  dualStackDomain: 'api.aws',
  signinDomain: 'signin.aws.amazon.com',
};

/**
 * The others, from the SDK's own list (`partitions.js` of `@aws-sdk/core`), and AWS Sign-In's domains from its endpoint
 * rules. A test compares the hosts with those of the SDK and of botocore.
 */
const OTHERS: readonly Partition[] = [
  {
    id: 'aws-cn',
    regions: /^(cn-\w+-\d+|aws-cn-global)$/,
    defaultRegion: 'cn-north-1',
    domain: 'amazonaws.com.cn',
    dualStackDomain: 'api.amazonwebservices.com.cn',
    signinDomain: 'signin.amazonaws.cn',
  },
  {
    id: 'aws-us-gov',
    regions: /^(us-gov-\w+-\d+|aws-us-gov-global)$/,
    defaultRegion: 'us-gov-west-1',
    domain: AWS.domain,
    dualStackDomain: AWS.dualStackDomain,
    signinDomain: 'signin.amazonaws-us-gov.com',
  },
  {
    id: 'aws-eusc',
    regions: /^eusc-de-\w+-\d+$/,
    defaultRegion: 'eusc-de-east-1',
    domain: 'amazonaws.eu',
    dualStackDomain: 'api.amazonwebservices.eu',
    signinDomain: 'signin.amazonaws-eusc.eu',
  },
  {
    id: 'aws-iso',
    regions: /^(us-iso-\w+-\d+|aws-iso-global)$/,
    defaultRegion: 'us-iso-east-1',
    domain: 'c2s.ic.gov',
    dualStackDomain: 'api.aws.ic.gov',
    signinDomain: 'signin.c2shome.ic.gov',
  },
  {
    id: 'aws-iso-b',
    regions: /^(us-isob-\w+-\d+|aws-iso-b-global)$/,
    defaultRegion: 'us-isob-east-1',
    domain: 'sc2s.sgov.gov',
    dualStackDomain: 'api.aws.scloud',
    signinDomain: 'signin.sc2shome.sgov.gov',
  },
  {
    id: 'aws-iso-e',
    regions: /^(eu-isoe-\w+-\d+|aws-iso-e-global)$/,
    defaultRegion: 'eu-isoe-west-1',
    domain: 'cloud.adc-e.uk',
    dualStackDomain: 'api.cloud-aws.adc-e.uk',
    signinDomain: 'signin.csphome.adc-e.uk',
  },
  {
    id: 'aws-iso-f',
    regions: /^(us-isof-\w+-\d+|aws-iso-f-global)$/,
    defaultRegion: 'us-isof-south-1',
    domain: 'csp.hci.ic.gov',
    dualStackDomain: 'api.aws.hci.ic.gov',
    signinDomain: 'signin.csphome.hci.ic.gov',
  },
];

/** The partition of an ARN; `aws` if the text has no second part. */
export const partitionOf = (arn: string): string => arn.split(':')[1] ?? AWS.id;

/** The partition that a region belongs to, by its name. */
export const partitionOfRegion = (region: string): Partition =>
  OTHERS.find(({ regions }) => regions.test(region)) ?? AWS;

/** The regions of the public partition that every account has; later ones have to be enabled (AWS account management guide). */
const ALWAYS_ENABLED =
  /^(us-(east|west)-[12]|ap-(south-1|northeast-[123]|southeast-[12])|ca-central-1|eu-(central-1|north-1|west-[123])|sa-east-1|aws-global)$/;

/** Whether an account has a region only if it has enabled it. */
export const isOptInRegion = (region: string): boolean =>
  partitionOfRegion(region) === AWS && !ALWAYS_ENABLED.test(region);

/** The 12-digit account of an IAM ARN; `undefined` for any other text, such as the serial number of a hardware device. */
export const accountOf = (arn: string): string | undefined => /^arn:[^:]*:iam::(\d{12}):/.exec(arn)?.[1];

/**
 * The region in which to call AWS for a role of this partition when nothing names one; us-east-1 for an unknown
 * partition.
 */
export const defaultRegionOf = (partition: string | undefined): string =>
  (OTHERS.find(({ id }) => id === partition) ?? AWS).defaultRegion;
