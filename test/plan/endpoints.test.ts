import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stsEndpointOf } from '../../src/credentials/endpoint';
import { AssumeError } from '../../src/errors';
import type { Service } from '../../src/plan/serviceHosts';
import type { Env } from '../../src/platform/env';
import { plainEnvironment } from '../support/shells';
import { describeWith, program } from '../support/tools';
import { arn, keys, planOf } from './planFixtures';

/**
 * Compares where credentials are requested with botocore, the AWS CLI's own code: for the regions of all partitions, and
 * for every setting that can change it, alone and together.
 */

interface Case {
  readonly service: Service;
  readonly region: string;
  readonly lines: string;
  readonly config: string;
  readonly env: Env;
}

const SERVICES: readonly Service[] = ['sts', 'sso', 'sso_oidc', 'signin'];

const REGIONS = [
  ...['us-west-2', 'aws-global', 'xx-unknown-1', 'fips-us-east-1', 'cn-north-1', 'aws-cn-global', 'cn-odd'],
  ...['us-gov-west-1', 'us-gov-east-1', 'us-gov-west-1-fips', 'eusc-de-east-1', 'eusc-fr-west-1'],
  ...['us-iso-east-1', 'us-isob-east-1', 'aws-iso-b-global', 'eu-isoe-west-1', 'us-isof-south-1'],
];

const FIPS = 'use_fips_endpoint = true';
const DUALSTACK = 'use_dualstack_endpoint = true';
const URL_LINE = 'endpoint_url = http://profile:1';
const SECTION = 'services = own';
const IGNORE = 'ignore_configured_endpoint_urls = true';
const ALL = `${SECTION}\n${URL_LINE}\n${FIPS}\n${DUALSTACK}`;

/** Lines of the profile, and variables. */
const SETTINGS: readonly (readonly [lines: string, env?: Env])[] = [
  [''],
  [FIPS],
  [DUALSTACK],
  [`${FIPS}\n${DUALSTACK}`],
  [URL_LINE],
  [SECTION],
  [`${SECTION}\n${URL_LINE}`],
  ['services = nowhere'],
  ['endpoint_url ='],
  [`services = empty\n${URL_LINE}`],
  [`${URL_LINE}\n${FIPS}`],
  [`${URL_LINE}\n${DUALSTACK}`],
  [ALL],
  [`${ALL}\n${IGNORE}`],
  [ALL, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
  [ALL, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '' }],
  [`${ALL}\n${IGNORE}`, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '' }],
  ['', { AWS_ENDPOINT_URL: 'http://all:1' }],
  [ALL, { AWS_ENDPOINT_URL: 'http://all:1' }],
  [ALL, { AWS_ENDPOINT_URL: '' }],
  [
    ALL,
    Object.fromEntries(
      SERVICES.map((each) => [`AWS_ENDPOINT_URL_${each.toUpperCase()}`, `http://${each.replace('_', '-')}:1`]),
    ),
  ],
  [ALL, Object.fromEntries(SERVICES.map((each) => [`AWS_ENDPOINT_URL_${each.toUpperCase()}`, '']))],
  ['', { AWS_ENDPOINT_URL_SSO: 'http://sso:1', AWS_ENDPOINT_URL: 'http://all:1' }],
  [FIPS, { AWS_USE_FIPS_ENDPOINT: 'false' }],
  [FIPS, { AWS_USE_FIPS_ENDPOINT: '' }],
  ['', { AWS_USE_FIPS_ENDPOINT: 'TRUE' }],
  ['', { AWS_USE_FIPS_ENDPOINT: '1' }],
  [DUALSTACK, { AWS_USE_DUALSTACK_ENDPOINT: 'false' }],
  ['', { AWS_USE_DUALSTACK_ENDPOINT: 'true', AWS_USE_FIPS_ENDPOINT: 'true' }],
];

const SECTIONS = [
  '[services own]',
  ...SERVICES.map((each) => `${each} =\n  endpoint_url = http://own-${each.replace('_', '-')}:1`),
  '[services empty]',
  ...SERVICES.map((each) => `${each} =\n  endpoint_url =`),
  // Settings of a default profile are nobody else's.
  `[default]\n${FIPS}\nendpoint_url = http://default:1`,
  '',
].join('\n');

const profileFor = (service: Service, region: string, lines: string): string => {
  const center = `sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x.awsapps.com/start\nsso_region = ${region}`;
  const source = {
    sts: `role_arn = ${arn('R')}\nsource_profile = base\nregion = ${region}`,
    sso: center,
    sso_oidc: center,
    signin: `login_session = arn:aws:iam::123456789012:user/me\nregion = ${region}`,
  }[service];
  // The settings of the source profile count for nothing.
  const base = `[profile base]\n${keys()}endpoint_url = http://base:1\nuse_dualstack_endpoint = true\n`;
  return `[profile me]\n${lines}\n${source}\n${base}${SECTIONS}`;
};

/** The URL that the plan says, or the name of an error. */
function decide({ service, config, env }: Case): string {
  try {
    const { source, sts } = planOf({ config }, 'me', env);
    if (service === 'sts') return stsEndpointOf(sts).url;
    if (source.kind === 'login') return source.endpoints.signin.url;
    if (source.kind === 'sso') return source.endpoints[service === 'sso' ? 'portal' : 'oidc'].url;
    throw new Error(`no source of ${service}`);
  } catch (error) {
    if (error instanceof AssumeError) return 'an error';
    throw error;
  }
}

const cases = (regions: readonly string[], settings: typeof SETTINGS): Case[] =>
  SERVICES.flatMap((service) =>
    regions.flatMap((region) =>
      settings.map(([lines, env = {}]) => ({
        service,
        region,
        lines,
        config: profileFor(service, region, lines),
        env,
      })),
    ),
  );

function ask(all: readonly Case[]): (string | null)[] {
  const child = spawnSync(program('botocore'), [join(__dirname, 'endpoints.py')], {
    input: JSON.stringify(all.map(({ lines: _, ...each }) => each)),
    env: plainEnvironment({ PYTHONDONTWRITEBYTECODE: '1' }),
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  });
  if (child.status !== 0) throw new Error(`${child.stderr || child.error}`);
  return JSON.parse(child.stdout);
}

/** Where botocore, or its release that is installed here, says otherwise; on purpose. */
const DIFFERENCES: readonly (readonly [reason: string, applies: (each: Case) => boolean])[] = [
  [
    'its older list of endpoints has no dual-stack domain for these two partitions, and it fails; its endpoint rules have',
    ({ region, lines }) => /^(eu-isoe|us-isof)-/.test(region) && lines.includes('dualstack'),
  ],
  [
    'the rules for AWS Sign-In that the SDK and the AWS CLI 2.38 have are newer than botocore 1.43',
    ({ service, region, lines, env }) =>
      service === 'signin' &&
      !lines.includes('dualstack') &&
      (/iso|eusc-de/.test(region) ||
        (region.includes('us-gov') && /true|-fips/.test(lines + env.AWS_USE_FIPS_ENDPOINT?.toLowerCase() + region))),
  ],
];
const reasonOf = (each: Case) => DIFFERENCES.find(([, applies]) => applies(each))?.[0];

describeWith('botocore', 'requests for credentials go where those of botocore go', () => {
  test('in every partition, by FIPS and dual-stack, and by every setting', () => {
    const all = [...cases(REGIONS, SETTINGS.slice(0, 4)), ...cases(['eu-west-1'], SETTINGS)];
    const theirs = ask(all);
    const rows = all.map((each, at) => {
      const row = `${each.service} ${each.region} ${each.lines.replaceAll('\n', ', ')} ${JSON.stringify(each.env)}`;
      const their = theirs[at] ?? '';
      return { each, ours: `${row}: ${decide(each)}`, theirs: `${row}: ${their.includes('://') ? their : 'an error'}` };
    });
    const same = rows.filter(({ each }) => !reasonOf(each));
    expect(same.length).toBeGreaterThan(330);
    expect(same.map(({ ours }) => ours)).toEqual(same.map(({ theirs: their }) => their));
  });
});
