import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import REGIONS from '../../src/completion/regions.json';
import { defaultRegionOf, partitionOf } from '../../src/plan/partitions';
import { serviceHost } from '../../src/plan/serviceHosts';

const NAMES = Object.entries(REGIONS).flatMap(([partition, regions]) =>
  Object.keys(regions).map((region) => [partition, region] as const),
);

const VARIANTS = [false, true].flatMap((useFipsEndpoint) =>
  [false, true].map((useDualstackEndpoint) => ({ useFipsEndpoint, useDualstackEndpoint })),
);

const CLIENTS = {
  sts: new STSClient({ region: 'us-east-1' }),
  sso: new SSOClient({ region: 'us-east-1' }),
  sso_oidc: new SSOOIDCClient({ region: 'us-east-1' }),
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
    const hosts = [...NAMES, ['aws', 'xx-unknown-1']].flatMap(([, region = '']) =>
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
