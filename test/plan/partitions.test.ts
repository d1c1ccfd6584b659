import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { SigninClient } from '@aws-sdk/nested-clients/signin';
import REGIONS from '../../src/completion/regions.json';
import { defaultRegionOf, partitionOf } from '../../src/plan/partitions';
import { serviceHost } from '../../src/plan/serviceHosts';

const NAMES = Object.entries(REGIONS).flatMap(([partition, regions]) =>
  Object.keys(regions).map((region) => [partition, region] as const),
);

/** The SDK's names for whole partitions, regions that nobody knows yet, and names that are no region's. */
const OTHER_NAMES = [
  ...['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'].map((id) => `${id}-global`),
  ...['xx-unknown-1', 'cn-new-7', 'us-gov-new-7', 'us-isob-new-7', 'cn-odd', 'us-isox-east-1', 'eusc-fr-west-1'],
];

const VARIANTS = [false, true].flatMap((useFipsEndpoint) =>
  [false, true].map((useDualstackEndpoint) => ({ useFipsEndpoint, useDualstackEndpoint })),
);

const CLIENTS = {
  sts: new STSClient({ region: 'us-east-1' }),
  sso: new SSOClient({ region: 'us-east-1' }),
  sso_oidc: new SSOOIDCClient({ region: 'us-east-1' }),
  signin: new SigninClient({ region: 'us-east-1' }),
} as const;

/** The host that the SDK calls. */
const sdkHost = (service: keyof typeof CLIENTS, region: string, variant: (typeof VARIANTS)[number]) =>
  CLIENTS[service].config.endpointProvider({
    Region: region,
    UseFIPS: variant.useFipsEndpoint,
    UseDualStack: variant.useDualstackEndpoint,
  }).url.hostname;

describe('serviceHost', () => {
  test.each(Object.keys(CLIENTS) as (keyof typeof CLIENTS)[])('names the host of %s that the SDK calls', (service) => {
    const hosts = [...NAMES.map(([, region]) => region), ...OTHER_NAMES].flatMap((region) =>
      VARIANTS.map((variant) => [serviceHost(service, region, variant), sdkHost(service, region, variant)] as const),
    );
    expect(hosts.length).toBeGreaterThan(180);
    expect(hosts.map(([ours]) => ours)).toEqual(hosts.map(([, sdk]) => sdk));
  });

  test('is the plain host by default', () => {
    expect(serviceHost('sts', 'eusc-de-east-1')).toBe('sts.eusc-de-east-1.amazonaws.eu');
  });
});

describe('defaultRegionOf', () => {
  test.each(Object.entries(REGIONS))('names a region of %s', (partition, regions) => {
    expect(Object.keys(regions)).toContain(defaultRegionOf(partition));
  });

  test('falls back to us-east-1', () => {
    expect(defaultRegionOf('aws-unknown')).toBe('us-east-1');
    expect(defaultRegionOf(undefined)).toBe('us-east-1');
  });
});

test('reads the partition of an ARN', () => {
  expect(partitionOf('arn:aws-cn:iam::123456789012:role/Admin')).toBe('aws-cn');
});
