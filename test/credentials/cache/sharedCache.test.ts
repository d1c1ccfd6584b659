import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleKey } from '../../../src/credentials/cache/cacheKeys';
import { openCache } from '../../../src/credentials/cache/credentialCache';
import { type FakeAws, startFakeAws } from '../../../src/demo/aws/fakeAws';
import { sampleAccounts } from '../../../src/demo/sampleAccounts';
import { sampleFiles } from '../../../src/demo/sampleFiles';
import { planFor } from '../../../src/plan/plan';
import { realFiles } from '../../../src/platform/files';
import { readProfiles } from '../../../src/profiles/read';
import { describeWithAwsCli, runAws } from '../../support/awsCli';

const notify = (line: string) => expect(line).toBe('nothing to report');

describeWithAwsCli('the cache is shared with the AWS CLI', () => {
  let home: string;
  let sts: FakeAws;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'assume-shared-'));
    const accounts = sampleAccounts();
    const { config, credentials } = sampleFiles(accounts);
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws', 'config'), config);
    writeFileSync(join(home, '.aws', 'credentials'), credentials);
    sts = await startFakeAws(accounts);
  });
  afterEach(async () => {
    await sts.close();
    rmSync(home, { recursive: true, force: true });
  });

  const cache = () => openCache(realFiles, { HOME: home }, notify);
  const hopsOf = (name: string) =>
    planFor(readProfiles(realFiles, { HOME: home }), {
      name,
      options: {},
      env: { HOME: home },
      readFile: realFiles.read,
    }).hops;
  const keyOf = (name: string) => hopsOf(name).map(roleKey).at(-1) ?? '';
  const identity = (name: string, mfaCode?: string) =>
    runAws(['sts', 'get-caller-identity', '--profile', name], { home, sts: sts.url, ...(mfaCode && { mfaCode }) });
  const actions = () => sts.requests.map(({ action }) => action);
  const code = () => sts.mfaCode(hopsOf('prod')[0]?.mfaSerial ?? '');

  test.each(['prod', 'dev', 'audit', '開発環境'])('what the AWS CLI cached for %s is read', async (name) => {
    expect(await identity(name, code())).toMatchObject({ status: 0, stderr: '' });
    const found = cache().get(keyOf(name));
    expect(found?.assumedRole?.arn).toContain('assumed-role');
    expect(found?.credentials).toMatchObject({
      accountId: expect.stringMatching(/^\d{12}$/),
      expiration: expect.any(Date),
    });
    expect(readdirSync(join(home, '.aws', 'cli', 'cache')).sort()).toEqual(
      hopsOf(name)
        .map((hop) => `${roleKey(hop)}.json`)
        .sort(),
    );
  });

  test('what is written here is used by the AWS CLI: no AssumeRole, no code', async () => {
    await identity('prod', code());
    const theirs = cache().get(keyOf('prod'));
    if (!theirs) throw new Error('the AWS CLI cached nothing');
    rmSync(join(home, '.aws', 'cli'), { recursive: true });
    cache().put(keyOf('prod'), theirs);
    const before = actions().length;
    const { status, stdout, stderr } = await identity('prod');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout).Arn).toBe(theirs.assumedRole?.arn);
    expect(actions().slice(before)).toEqual(['GetCallerIdentity']);
  });
});
