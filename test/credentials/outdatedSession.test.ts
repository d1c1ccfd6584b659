import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../src/credentials/cache/credentialCache';
import type { ResolveContext } from '../../src/credentials/resolveContext';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import { stsOver } from '../../src/credentials/sts';
import { type FakeAws, startFakeAws } from '../../src/demo/aws/fakeAws';
import { planFor } from '../../src/plan/plan';
import { realFiles } from '../../src/platform/files';
import { ACCOUNTS, ADA, ROLE } from '../demo/awsFixture';
import { planOf, planRequest, profilesOf, rejectionOf } from '../plan/planFixtures';
import { awsError, type FakeSts, fakeSts, memoryCache, realNetwork, resolveContext } from './stsFixture';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const CONFIG = `
[profile ada]
aws_access_key_id = ${ADA.accessKeyId}
aws_secret_access_key = ${ADA.secretAccessKey}
[profile hub]
role_arn = ${ROLE.forAda.arn}
source_profile = ada
[profile prod]
role_arn = ${ROLE.chained.arn}
source_profile = hub
[profile other]
role_arn = ${ROLE.chainedForAccount.arn}
source_profile = hub
`;

let home: string;
let told: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-outdated-'));
  told = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('A cached role whose sessions AWS no longer accepts, by the STS of the demo', () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await startFakeAws(ACCOUNTS);
  });
  afterEach(() => aws.close());

  const env = () => ({ HOME: home, AWS_ENDPOINT_URL_STS: aws.url });
  const context = (): ResolveContext => ({
    ...resolveContext(stsOver(realNetwork())),
    env: env(),
    files: realFiles,
    now: () => new Date(),
    cache: openCache(realFiles, env(), () => {}),
    notify: (line) => void told.push(line),
  });
  const assume = (name: string) => {
    const [profiles, request] = [profilesOf({ config: CONFIG }), planRequest(name, {}, env())];
    return resolveCredentials(planFor(profiles, request), {}, context(), { profiles, request });
  };
  const log = () =>
    aws.requests.map(({ parameters: { RoleArn: arn }, errorCode = 'ok' }) => `${arn?.split('/').at(-1)} ${errorCode}`);

  test('is dropped from the cache and requested again, once', async () => {
    await assume('prod');
    aws.forgetKey((await assume('hub')).accessKeyId);
    expect((await assume('other')).accessKeyId).toMatch(/^ASIA/);
    expect(log()).toEqual([
      'ForAda ok',
      'Chained ok',
      'ChainedForAccount InvalidClientTokenId',
      'ForAda ok',
      'ChainedForAccount ok',
    ]);
    expect(told).toEqual(['AWS no longer accepts the cached credentials of hub; requesting new ones.']);
    await assume('other');
    await assume('hub');
    expect(log()).toHaveLength(5);
  });
});

describe('A request with cached credentials of a role', () => {
  const run = (fake: FakeSts, cache: ResolveContext['cache'], name: string, options = {}) =>
    resolveCredentials(planOf({ config: CONFIG }, name), options, {
      ...resolveContext(fake.sts),
      cache,
      notify: (line) => void told.push(line),
    });
  const roles = ({ calls }: FakeSts) => calls.map(({ request }) => request.roleArn.split('/').at(-1));
  /** STS that rejects every request for one role. */
  const rejecting = (name: string, message: string) =>
    fakeSts(({ roleArn }) => (roleArn === ROLE.chainedForAccount.arn ? awsError(name, message) : undefined));

  test.each([
    ['ExpiredToken', 'The security token included in the request is expired'],
    ['AccessDenied', 'User: x is not authorized to perform: y with an explicit deny in an identity-based policy'],
  ])('is repeated with new ones, and no more than that: %s', async (name, message) => {
    const fake = rejecting(name, message);
    const cache = memoryCache();
    await run(fake, cache, 'hub');
    expect((await rejectionOf(run(fake, cache, 'other'))).message).toContain(name);
    expect(roles(fake)).toEqual(['ForAda', 'ChainedForAccount', 'ForAda', 'ChainedForAccount']);
    expect(told).toHaveLength(1);
  });

  test('is to be tried with --refresh if it was not repeated, unless the session was just issued', async () => {
    const cache = memoryCache();
    const refused = async (name: string, options = {}, kept: ResolveContext['cache'] = cache) => {
      const { notes, hints } = await rejectionOf(run(rejecting(name, 'no'), kept, 'other', options));
      return [...notes, ...hints.map(([command]) => command)];
    };
    const justIssued = ['The request was signed with the session of "hub", which AWS had just issued.'];
    await run(fakeSts(), cache, 'hub');
    expect(await refused('SignatureDoesNotMatch')).toEqual(['assume other --refresh']);
    expect(await refused('SignatureDoesNotMatch', { refresh: true })).toEqual(justIssued);
    expect(await refused('InvalidClientTokenId', { refresh: true })).toEqual(justIssued);
    expect(await refused('InvalidClientTokenId', {}, undefined)).toEqual(justIssued);
    expect(await refused('InvalidClientTokenId')).toEqual(justIssued);
  });

  test('is not repeated if the role just isn’t trusted, nor with credentials that were not cached', async () => {
    const denied = rejecting('AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole on resource: y');
    const cache = memoryCache();
    await run(denied, cache, 'hub');
    await rejectionOf(run(denied, cache, 'other'));
    expect(roles(denied)).toEqual(['ForAda', 'ChainedForAccount']);
    const fresh = rejecting('ExpiredToken', 'The security token included in the request is expired');
    await rejectionOf(run(fresh, memoryCache(), 'other'));
    expect(roles(fresh)).toEqual(['ForAda', 'ChainedForAccount']);
    expect(told).toEqual([]);
  });
});
