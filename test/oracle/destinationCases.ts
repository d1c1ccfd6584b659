import type { Env } from '../../src/platform/env';

/** A row: the profile `p`, and what else is in force when it is assumed. */
export interface DestinationCase {
  readonly title: string;
  /** Lines of `[profile p]`. */
  readonly profile?: string;
  /** Lines of `[default]`. */
  readonly byDefault?: string;
  /** What the user has set before. */
  readonly env?: Env;
  /** What the user sets after the assume; `undefined` unsets. */
  readonly later?: Env;
  readonly sections?: string;
  /** Lines of `[p]` in the credentials file. */
  readonly credentials?: string;
  /** That of the profile, eu-west-1 if absent. */
  readonly region?: string | null;
}

/** A row where the two can't be equal: what each of the commands asks by `aws --profile p`, and after `assume p`. */
export interface DestinationDifference extends DestinationCase {
  readonly reason: string;
  /** What is asked, by service: with `--profile p`, and after `assume p`. All other services are asked at the same host. */
  readonly differs: Readonly<Record<string, readonly [byProfile: string, inShell: string]>>;
  /** A part of the warning; none if absent. */
  readonly warning?: RegExp;
}

const LOCAL =
  '[services local]\ns3 =\n  endpoint_url = http://s3.local:1\nsfn =\n  endpoint_url = http://sfn.local:1\n';
const OTHER = '[services other]\ndynamodb =\n  endpoint_url = http://ddb.other:1\n';
const ONE = '[services one]\ns3 =\n  endpoint_url = http://s3.one:1\n';
const EMPTY = '[services empty]\n';
const URL = 'endpoint_url = http://local:1';
const DEFAULT_URL = 'endpoint_url = http://default:1';
const IGNORE = 'ignore_configured_endpoint_urls = true';

/** Rows where `aws` after `assume p` asks what `aws --profile p` asks. */
export const SAME: readonly DestinationCase[] = [
  { title: 'nothing' },
  { title: 'endpoint_url', profile: URL },
  { title: 'a path in endpoint_url', profile: 'endpoint_url = https://proxy.example/aws' },
  { title: 'endpoint_url in the credentials file', credentials: URL },
  { title: 'an empty endpoint_url', profile: 'endpoint_url =' },
  {
    title: 'an invalid endpoint_url of one service',
    profile: 'services = bad',
    sections: '[services bad]\ns3 =\n  endpoint_url = nonsense\n',
  },
  { title: 'a services section', profile: 'services = local', sections: LOCAL },
  { title: 'a services section and endpoint_url', profile: `services = local\n${URL}`, sections: LOCAL },
  {
    title: 'an empty URL in a services section',
    profile: `services = e\n${URL}`,
    sections: '[services e]\ns3 =\n  endpoint_url =\n',
  },
  {
    title: 'other settings and unknown services in a section',
    profile: 'services = e',
    sections:
      '[services e]\ns4 =\n  endpoint_url = http://x:1\napi-gateway =\n  endpoint_url = http://x:2\nsfn =\n  other = http://x:3\n  endpoint_url = http://x:4\n',
  },
  { title: 'ignore_configured_endpoint_urls', profile: `${URL}\nservices = local\n${IGNORE}`, sections: LOCAL },
  { title: 'ignore_configured_endpoint_urls = False', profile: `${URL}\nignore_configured_endpoint_urls = False` },
  {
    title: 'ignore_configured_endpoint_urls that is not true',
    profile: `${URL}\nignore_configured_endpoint_urls = yes`,
  },
  { title: 'FIPS', profile: 'use_fips_endpoint = true' },
  { title: 'FIPS in capitals', profile: 'use_fips_endpoint = TRUE' },
  { title: 'FIPS that is not true', profile: 'use_fips_endpoint = 1' },
  { title: 'an empty FIPS', profile: 'use_fips_endpoint =' },
  { title: 'dual-stack', profile: 'use_dualstack_endpoint = true' },
  { title: 'FIPS and dual-stack', profile: 'use_fips_endpoint = true\nuse_dualstack_endpoint = true' },
  {
    title: 'FIPS beside the endpoint of one service',
    profile: 'services = one\nuse_fips_endpoint = true',
    sections: ONE,
  },
  { title: 'FIPS beside endpoint_url', profile: `${URL}\nuse_fips_endpoint = true` },
  { title: 'dual-stack beside endpoint_url', profile: `${URL}\nuse_dualstack_endpoint = true` },
  { title: 'FIPS in the region', region: 'fips-us-east-1' },
  { title: 'ca_bundle', profile: 'ca_bundle = /etc/ssl/corp.pem' },
  { title: 'a relative ca_bundle', profile: 'ca_bundle = corp.pem' },
  { title: 'account_id_endpoint_mode = disabled', profile: 'account_id_endpoint_mode = disabled' },
  { title: 'account_id_endpoint_mode in capitals', profile: 'account_id_endpoint_mode = Required' },
  { title: 'sts_regional_endpoints', profile: 'sts_regional_endpoints = legacy', region: 'us-east-1' },
  {
    title: 'an empty sts_regional_endpoints',
    profile: 'sts_regional_endpoints =',
    region: 'us-east-1',
    byDefault: 'sts_regional_endpoints = legacy',
  },

  { title: 'a variable before endpoint_url', profile: URL, env: { AWS_ENDPOINT_URL: 'http://mine:1' } },
  {
    title: 'a variable before a services section',
    profile: `services = local\n${URL}`,
    env: { AWS_ENDPOINT_URL: 'http://mine:1' },
    sections: LOCAL,
  },
  {
    title: 'a variable for one service before endpoint_url',
    profile: URL,
    env: { AWS_ENDPOINT_URL_S3: 'http://mine:1' },
  },
  {
    title: 'a variable for one service before a services section',
    profile: 'services = local',
    env: { AWS_ENDPOINT_URL_SFN: 'http://mine:1' },
    sections: LOCAL,
  },
  {
    title: 'both variables',
    profile: `services = local\n${URL}`,
    env: { AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_S3: 'http://mine:1' },
    sections: LOCAL,
  },
  { title: 'an empty AWS_ENDPOINT_URL', profile: URL, env: { AWS_ENDPOINT_URL: '' } },
  {
    title: 'an empty variable of one service',
    profile: `${URL}\nservices = local`,
    env: { AWS_ENDPOINT_URL_S3: '' },
    sections: LOCAL,
  },
  { title: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', profile: URL, env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True' } },
  {
    title: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false before the setting',
    profile: `${URL}\n${IGNORE}`,
    env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
  },
  {
    title: 'an empty AWS_IGNORE_CONFIGURED_ENDPOINT_URLS before the setting',
    profile: `${URL}\n${IGNORE}`,
    env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '' },
  },
  {
    title: 'the setting ignores variables too',
    profile: IGNORE,
    env: { AWS_ENDPOINT_URL: 'http://mine:1', AWS_ENDPOINT_URL_S3: 'http://s3:1' },
  },
  {
    title: 'a false variable before FIPS',
    profile: 'use_fips_endpoint = true',
    env: { AWS_USE_FIPS_ENDPOINT: 'false' },
  },
  { title: 'an empty variable before FIPS', profile: 'use_fips_endpoint = true', env: { AWS_USE_FIPS_ENDPOINT: '' } },
  {
    title: 'a variable before dual-stack',
    profile: 'use_dualstack_endpoint = false',
    env: { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
  },
  { title: 'a variable before ca_bundle', profile: 'ca_bundle = /theirs.pem', env: { AWS_CA_BUNDLE: '/mine.pem' } },
  {
    title: 'a variable before account_id_endpoint_mode',
    profile: 'account_id_endpoint_mode = required',
    env: { AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled' },
  },
  {
    title: 'a variable before sts_regional_endpoints',
    profile: 'sts_regional_endpoints = legacy',
    region: 'us-east-1',
    env: { AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
  },
  {
    title: 'a missing services section under AWS_ENDPOINT_URL',
    profile: 'services = nowhere',
    env: { AWS_ENDPOINT_URL: 'http://mine:1' },
  },

  { title: '[default] with endpoint_url', byDefault: DEFAULT_URL },
  { title: '[default] with endpoint_url, under that of the profile', profile: URL, byDefault: DEFAULT_URL },
  {
    title: '[default] with endpoint_url, under a variable',
    byDefault: DEFAULT_URL,
    env: { AWS_ENDPOINT_URL: 'http://mine:1' },
  },
  { title: '[default] with a services section', byDefault: 'services = other', sections: OTHER },
  {
    title: '[default] with a services section, under endpoint_url',
    profile: URL,
    byDefault: 'services = other',
    sections: OTHER,
  },
  {
    title: '[default] with a services section, under one with the same service',
    profile: 'services = one',
    byDefault: 'services = same',
    sections: `${ONE}[services same]\ns3 =\n  endpoint_url = http://same:1\n`,
  },
  { title: '[default] with a missing services section', byDefault: 'services = nowhere' },
  { title: '[default] with an empty services section', byDefault: 'services = empty', sections: EMPTY },
  {
    title: '[default] with a missing services section, under endpoint_url',
    profile: URL,
    byDefault: 'services = nowhere',
  },
  { title: '[default] that ignores, under endpoint_url', profile: URL, byDefault: IGNORE },
  {
    title: '[default] that ignores, under a services section',
    profile: 'services = local',
    byDefault: IGNORE,
    sections: LOCAL,
  },
  { title: '[default] that ignores what it sets', byDefault: `${IGNORE}\n${DEFAULT_URL}` },
  { title: '[default] that ignores, under a variable', byDefault: IGNORE, env: { AWS_ENDPOINT_URL: 'http://mine:1' } },
  { title: '[default] with FIPS and dual-stack', byDefault: 'use_fips_endpoint = true\nuse_dualstack_endpoint = true' },
  {
    title: '[default] with FIPS, under a profile that has it off',
    profile: 'use_fips_endpoint = false',
    byDefault: 'use_fips_endpoint = true',
  },
  {
    title: '[default] without FIPS, under a profile with it',
    profile: 'use_fips_endpoint = true',
    byDefault: 'use_fips_endpoint = false',
  },
  {
    title: '[default] with ca_bundle, under another one',
    profile: 'ca_bundle = /p.pem',
    byDefault: 'ca_bundle = /d.pem',
  },
  { title: '[default] with account_id_endpoint_mode', byDefault: 'account_id_endpoint_mode = disabled' },
  {
    title: '[default] with sts_regional_endpoints',
    region: 'us-east-1',
    byDefault: 'sts_regional_endpoints = legacy',
  },
  {
    title: '[default] with the same S3 settings',
    profile: 's3 =\n  addressing_style = path',
    byDefault: 's3 =\n  addressing_style = path',
  },

  { title: 'AWS_ENDPOINT_URL changed afterwards', profile: URL, later: { AWS_ENDPOINT_URL: 'http://later:1' } },
  {
    title: 'a variable for one service set afterwards',
    profile: URL,
    later: { AWS_ENDPOINT_URL_S3: 'http://later:1' },
  },
  { title: 'FIPS changed afterwards', profile: 'use_fips_endpoint = true', later: { AWS_USE_FIPS_ENDPOINT: 'false' } },
  {
    title: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS set afterwards',
    profile: URL,
    later: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
  },
  {
    title: 'AWS_ENDPOINT_URL set afterwards, under [default] that ignores',
    byDefault: IGNORE,
    later: { AWS_ENDPOINT_URL: 'http://later:1' },
  },
];

/** Rows where variables can't express the profile, or where the AWS CLI would do something dangerous. */
export const DIFFERENT: readonly DestinationDifference[] = [
  {
    title: 'endpoints for some services, and endpoint_url in [default]',
    differs: {
      sts: ['https://sts.eu-west-1.amazonaws.com', 'http://default:1'],
      dynamodb: ['https://123456789012.ddb.eu-west-1.amazonaws.com', 'http://default:1'],
      sfn: ['https://states.eu-west-1.amazonaws.com', 'http://default:1'],
    },
    profile: 'services = one',
    byDefault: DEFAULT_URL,
    sections: ONE,
    reason: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS would ignore those of the profile too',
    warning: /^\[default\] \(.*:8\) still sets the endpoint of services other than s3\. /,
  },
  {
    title: 'endpoints for some services, and for others in [default]',
    differs: { dynamodb: ['https://123456789012.ddb.eu-west-1.amazonaws.com', 'http://ddb.other:1'] },
    profile: 'services = one',
    byDefault: 'services = other',
    sections: ONE + OTHER,
    reason: 'the same',
    warning: /^\[default\] \(.*\) still sets the endpoint of dynamodb\. /,
  },
  {
    title: 'endpoints for some services, and a missing services section in [default]',
    differs: {
      sts: ['https://sts.eu-west-1.amazonaws.com', 'error'],
      dynamodb: ['https://123456789012.ddb.eu-west-1.amazonaws.com', 'error'],
      sfn: ['https://states.eu-west-1.amazonaws.com', 'error'],
    },
    profile: 'services = one',
    byDefault: 'services = nowhere',
    sections: ONE,
    reason: 'the same',
    warning: /^\[default\] \(.*\) still breaks services other than s3: its services section does not exist\. /,
  },
  {
    title: 'a variable for one service, and endpoint_url in [default]',
    differs: {
      sts: ['https://sts.eu-west-1.amazonaws.com', 'http://default:1'],
      dynamodb: ['https://123456789012.ddb.eu-west-1.amazonaws.com', 'http://default:1'],
      sfn: ['https://states.eu-west-1.amazonaws.com', 'http://default:1'],
    },
    byDefault: DEFAULT_URL,
    env: { AWS_ENDPOINT_URL_S3: 'http://mine:1' },
    reason: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS would ignore the user's variable too",
    warning: /^\[default\] \(.*\) still sets the endpoint of services other than s3\. /,
  },
  {
    title: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false, and endpoint_url in [default]',
    differs: {
      sts: ['https://sts.eu-west-1.amazonaws.com', 'http://default:1'],
      s3: ['https://bucket.s3.eu-west-1.amazonaws.com', 'http://default:1'],
      dynamodb: ['https://123456789012.ddb.eu-west-1.amazonaws.com', 'http://default:1'],
      sfn: ['https://states.eu-west-1.amazonaws.com', 'http://default:1'],
    },
    byDefault: DEFAULT_URL,
    env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    reason: "the user's variable wins",
    warning: /^\[default\] \(.*\) still sets the endpoint of all services\. /,
  },
  {
    title: 'AWS_ENDPOINT_URL set afterwards, with endpoint_url in [default]',
    differs: {
      sts: ['http://later:1', 'https://sts.eu-west-1.amazonaws.com'],
      s3: ['http://later:1', 'https://bucket.s3.eu-west-1.amazonaws.com'],
      dynamodb: ['http://later:1', 'https://123456789012.ddb.eu-west-1.amazonaws.com'],
      sfn: ['http://later:1', 'https://states.eu-west-1.amazonaws.com'],
    },
    byDefault: DEFAULT_URL,
    later: { AWS_ENDPOINT_URL: 'http://later:1' },
    reason: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, which keeps [default] away, ignores later variables too',
  },
  {
    title: 'AWS_ENDPOINT_URL set afterwards, beside the endpoint of one service',
    differs: { s3: ['http://later:1', 'http://s3.one:1'] },
    profile: 'services = one',
    sections: ONE,
    later: { AWS_ENDPOINT_URL: 'http://later:1' },
    reason: 'AWS_ENDPOINT_URL beats a services section, but not the variable that stands for it',
  },
  {
    title: 'AWS_ENDPOINT_URL unset afterwards',
    differs: {
      sts: ['http://local:1', 'https://sts.eu-west-1.amazonaws.com'],
      s3: ['http://local:1', 'https://bucket.s3.eu-west-1.amazonaws.com'],
      dynamodb: ['http://local:1', 'https://123456789012.ddb.eu-west-1.amazonaws.com'],
      sfn: ['http://local:1', 'https://states.eu-west-1.amazonaws.com'],
    },
    profile: URL,
    later: { AWS_ENDPOINT_URL: undefined },
    reason: 'the shell no longer knows the profile, which is how AWS itself is reached for once',
  },
  {
    title: 'ca_bundle in [default]',
    differs: {
      sts: ['https://sts.eu-west-1.amazonaws.com', 'https://sts.eu-west-1.amazonaws.com trusting /d.pem'],
      s3: ['https://bucket.s3.eu-west-1.amazonaws.com', 'https://bucket.s3.eu-west-1.amazonaws.com trusting /d.pem'],
      dynamodb: [
        'https://123456789012.ddb.eu-west-1.amazonaws.com',
        'https://123456789012.ddb.eu-west-1.amazonaws.com trusting /d.pem',
      ],
      sfn: ['https://states.eu-west-1.amazonaws.com', 'https://states.eu-west-1.amazonaws.com trusting /d.pem'],
    },
    byDefault: 'ca_bundle = /d.pem',
    reason: 'no value means the usual certificates',
    warning: /^\[default\] \(.*\) still sets the ca_bundle\. /,
  },
  {
    title: 'an empty ca_bundle in the profile, and one in [default]',
    differs: {
      sts: ['https://sts.eu-west-1.amazonaws.com trusting ', 'https://sts.eu-west-1.amazonaws.com trusting /d.pem'],
      s3: [
        'https://bucket.s3.eu-west-1.amazonaws.com trusting ',
        'https://bucket.s3.eu-west-1.amazonaws.com trusting /d.pem',
      ],
      dynamodb: [
        'https://123456789012.ddb.eu-west-1.amazonaws.com trusting ',
        'https://123456789012.ddb.eu-west-1.amazonaws.com trusting /d.pem',
      ],
      sfn: [
        'https://states.eu-west-1.amazonaws.com trusting ',
        'https://states.eu-west-1.amazonaws.com trusting /d.pem',
      ],
    },
    profile: 'ca_bundle =',
    byDefault: 'ca_bundle = /d.pem',
    reason: 'an empty one turns certificate checks off, so it counts as unset',
    warning: /^\[default\] \(.*\) still sets the ca_bundle\. /,
  },
  {
    title: 'an empty ca_bundle in the profile',
    differs: Object.fromEntries(
      Object.entries({
        sts: 'https://sts.eu-west-1.amazonaws.com',
        s3: 'https://bucket.s3.eu-west-1.amazonaws.com',
        dynamodb: 'https://123456789012.ddb.eu-west-1.amazonaws.com',
        sfn: 'https://states.eu-west-1.amazonaws.com',
      }).map(([service, url]) => [service, [`${url} trusting `, url]]),
    ),
    profile: 'ca_bundle =',
    reason: 'the same',
  },
  {
    title: 'S3 settings in the profile',
    differs: {
      s3: ['https://bucket.s3.dualstack.eu-west-1.amazonaws.com', 'https://bucket.s3.eu-west-1.amazonaws.com'],
    },
    profile: 's3 =\n  use_dualstack_endpoint = true',
    reason: 'there is no variable',
    warning: /^use_dualstack_endpoint of S3 \(.*:7\) has no variable, so it doesn't apply here\. /,
  },
  {
    title: 'S3 settings in [default]',
    differs: { s3: ['https://bucket.s3.eu-west-1.amazonaws.com', 'https://s3.eu-west-1.amazonaws.com'] },
    byDefault: 's3 =\n  addressing_style = path',
    reason: 'there is no variable',
    warning: /^\[default\] \(.*\) still sets addressing_style of S3\. /,
  },
  {
    title: 'a region in [default] only',
    region: null,
    differs: {
      sts: ['https://sts.amazonaws.com', 'https://sts.eu-central-1.amazonaws.com'],
      s3: ['https://bucket.s3.amazonaws.com', 'https://bucket.s3.eu-central-1.amazonaws.com'],
      dynamodb: ['error', 'https://123456789012.ddb.eu-central-1.amazonaws.com'],
      sfn: ['error', 'https://states.eu-central-1.amazonaws.com'],
    },
    byDefault: 'region = eu-central-1',
    reason: 'it is left alone: without a region most commands fail with --profile',
  },
];
