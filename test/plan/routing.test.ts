import { spawnSync } from 'node:child_process';
import { isAddressIn } from '../../src/plan/ipAddress';
import { proxyName } from '../../src/plan/route';
import { routeTo } from '../../src/plan/routing';
import { Problems } from '../../src/plan/types';
import type { Env } from '../../src/platform/env';
import { program, testWith } from '../support/tools';
import { CONFIG, draftOf, keys, planOf } from './planFixtures';

const STS = 'https://sts.eu-west-1.amazonaws.com';
const HTTPS_PROXY = 'http://proxy.corp.example:3128';

const routeIn = (env: Env, url = STS) => routeTo(() => url, undefined, env, { problems: new Problems() });
const isProxied = (NO_PROXY: string, url = STS) => routeIn({ HTTPS_PROXY, NO_PROXY }, url).proxy !== undefined;

describe('A proxy', () => {
  test('is that of HTTPS_PROXY, and a lower-case variable wins, even an empty one', () => {
    expect(routeIn({ HTTPS_PROXY })).toEqual({ proxy: { value: HTTPS_PROXY, location: 'HTTPS_PROXY' } });
    expect(routeIn({ HTTPS_PROXY, https_proxy: 'http://lower' })).toEqual({
      proxy: { value: 'http://lower', location: 'https_proxy' },
    });
    expect(routeIn({ HTTPS_PROXY, https_proxy: '' })).toEqual({});
    expect(routeIn({ HTTPS_PROXY, NO_PROXY: '*', no_proxy: '' })).toHaveProperty('proxy');
    expect(routeIn({ HTTPS_PROXY, no_proxy: '*' })).toEqual({});
  });

  test('is none of the other variables', () => {
    const others = { ALL_PROXY: HTTPS_PROXY, all_proxy: HTTPS_PROXY, HTTP_PROXY: HTTPS_PROXY, http_proxy: HTTPS_PROXY };
    expect(routeIn(others)).toEqual({});
  });

  test.each([
    ['proxy:3128', 'http://proxy:3128'],
    ['//proxy:3128', 'http://proxy:3128'],
    ['https://proxy', 'https://proxy'],
    ['http://ada:hush%40@proxy:3128/', 'http://proxy:3128'],
  ])('%s is shown as %s', (value, name) => {
    const { proxy } = routeIn({ HTTPS_PROXY: value });
    expect(proxy && proxyName(proxy)).toBe(name);
  });

  test.each(['socks5://ada:hush@proxy:1080', 'http://ada:hush@', 'http://ada:hush@proxy:99999'])(
    'that is no URL of an HTTP proxy (%s) is a problem, which does not show it',
    (value) => {
      const texts = { config: `[profile prod]\nmfa_serial = GAHT12345678\n${keys()}` };
      const { problems } = draftOf(texts, 'prod', { HTTPS_PROXY: value });
      expect(problems.map(({ exitCode, message }) => [exitCode, message])).toEqual([
        [3, 'HTTPS_PROXY must be the URL of an HTTP proxy, such as http://proxy.example.com:3128.'],
      ]);
    },
  );

  test.each([
    'https://localhost:4566',
    'https://sts.localhost',
    'https://127.0.0.2',
    'https://[::1]:8443',
    'http://sts',
  ])('is never used for %s', (url) => expect(isProxied('', url)).toBe(false));
});

/** Lists of NO_PROXY, URLs, and whether the list excludes the URL. */
const NAMES: readonly (readonly [list: string, url: string, isExcluded: boolean])[] = [
  ['*', STS, true],
  ['*, x', STS, false],
  ['sts.eu-west-1.amazonaws.com', STS, true],
  ['STS.eu-west-1.AMAZONAWS.com', STS, true],
  ['amazonaws.com', STS, true],
  ['.amazonaws.com', STS, true],
  ['..amazonaws.com', STS, true],
  ['*.amazonaws.com', STS, false],
  ['mazonaws.com', STS, false],
  ['a.com , amazonaws.com', STS, true],
  ['a.com amazonaws.com', STS, false],
  [',,', STS, false],
  ['sts.eu-west-1.amazonaws.com:443', STS, false],
  ['sts.corp.example:8443', 'https://sts.corp.example:8443', true],
  ['corp.example:8443', 'https://sts.corp.example:8443', true],
  ['sts.corp.example:443', 'https://sts.corp.example:443/path', true],
  ['sts.corp.example:8443', 'https://sts.corp.example', false],
  ['sts.corp.example:8444', 'https://sts.corp.example:8443', false],
  ['corp.example', 'https://sts.corp.example:8443', true],
  ['10.0.0.1', 'https://10.0.0.1', true],
];

/** Python's rules, which the AWS CLI uses. */
const PYTHON = `
import json, sys, urllib.parse, urllib.request
for proxies, url in json.load(sys.stdin):
    print(urllib.request.proxy_bypass_environment(urllib.parse.urlparse(url).netloc, {'no': proxies}))
`;

test('A proxy that is no URL does not matter to a profile that asks nobody', () => {
  const { sts } = planOf({ config: `[profile prod]\n${keys()}` }, 'prod', { HTTPS_PROXY: 'socks5://proxy' });
  expect(sts).not.toHaveProperty('proxy');
});

describe('NO_PROXY', () => {
  test.each(NAMES)('%j excludes %s: %s', (list, url, isExcluded) => expect(isProxied(list, url)).toBe(!isExcluded));

  testWith('python3')('is read as the AWS CLI reads it', () => {
    const input = JSON.stringify(NAMES.map(([list, url]) => [list, url]));
    const { stdout } = spawnSync(program('python3'), ['-c', PYTHON], { input, encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(NAMES.map(([, , isExcluded]) => (isExcluded ? 'True' : 'False')));
  });

  test.each([
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.0.0.1', false],
    ['10.0.0.0/8', 'https://ten.example', false],
    ['192.168.1.0/25', 'https://192.168.1.127', true],
    ['192.168.1.0/25', 'https://192.168.1.128', false],
    ['fd00::/8', 'https://[fd12:3456::1]:8443', true],
    ['fd00::/8', 'https://[fe80::1]', false],
    ['fd00:0:0:0:0:0:0:1', 'https://[fd00::1]', true],
  ])('%s excludes %s: %s, as in curl and Go', (list, url, isExcluded) =>
    expect(isProxied(list, url)).toBe(!isExcluded),
  );
});

test.each([
  ['1.2.3.4', '1.2.3.4', true],
  ['1.2.3.4', '0.0.0.0/0', true],
  ['1.2.3.4', '1.2.3.4/x', false],
  ['1.2.3.4', '1.2.3', false],
  ['::1', '0.0.0.0/0', false],
  ['::', '::/128', true],
  ['2001:db8::7', '2001:db8::/32', true],
  ['host', 'host', false],
])('%s is in %s: %s', (address, range, expected) => expect(isAddressIn(address, range)).toBe(expected));

describe('The certificate authorities', () => {
  const config = `[profile prod]\nregion = eu-west-1\nca_bundle = /own.pem\n${keys()}`;
  const bundleOf = (env: Env, text = config) => planOf({ config: text }, 'prod', env).sts.caBundle;

  test('are those of AWS_CA_BUNDLE, the profile, or REQUESTS_CA_BUNDLE, in this order', () => {
    const both = { AWS_CA_BUNDLE: '/variable.pem', REQUESTS_CA_BUNDLE: '/requests.pem' };
    const { AWS_CA_BUNDLE: _aws, ...requests } = both;
    expect(bundleOf(both)).toEqual({ value: '/variable.pem', location: 'AWS_CA_BUNDLE' });
    expect(bundleOf(requests)).toEqual({ value: '/own.pem', location: `${CONFIG}:3` });
    expect(bundleOf(requests, config.replace(/ca_bundle.*/, ''))).toEqual({
      value: '/requests.pem',
      location: 'REQUESTS_CA_BUNDLE',
    });
    expect(bundleOf({ AWS_CA_BUNDLE: '' })).toEqual({ value: '/own.pem', location: `${CONFIG}:3` });
  });

  test('that the profile names count for Identity Center too, and not those of a source profile', () => {
    const center =
      'sso_account_id = 123456789012\nsso_role_name = R\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1';
    const role = 'role_arn = arn:aws:iam::123456789012:role/R\nsource_profile = base\nregion = eu-west-1';
    const config2 = `[profile prod]\n${role}\n[profile base]\nca_bundle = /base.pem\n${center}\n[profile own]\nca_bundle = /own.pem\n${center}`;
    const own = planOf({ config: config2 }, 'own').source;
    expect(own).toMatchObject({ endpoints: { portal: { caBundle: { value: '/own.pem' } }, oidc: { caBundle: {} } } });
    const { source, sts } = planOf({ config: config2 }, 'prod');
    expect(sts).not.toHaveProperty('caBundle');
    expect(source.kind === 'sso' && source.endpoints.portal).not.toHaveProperty('caBundle');
  });
});
