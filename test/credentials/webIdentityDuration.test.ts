import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askSource } from '../../src/credentials/askSource';
import { webIdentityKey } from '../../src/credentials/cache/cacheKeys';
import { openCache } from '../../src/credentials/cache/credentialCache';
import { resolveCredentials } from '../../src/credentials/resolveCredentials';
import type { WebIdentityRequest } from '../../src/credentials/types';
import { planFor } from '../../src/plan/plan';
import type { RoleOptions } from '../../src/plan/request';
import type { WebIdentitySource } from '../../src/plan/sources';
import { realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { arn, planRequest } from '../plan/planFixtures';
import { fakeSts, resolveContext } from './stsFixture';

let home: string;
let requests: WebIdentityRequest[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume-web-'));
  requests = [];
  const pod = (name: string, lines = '') =>
    `[profile ${name}]\nrole_arn = ${arn('Pod')}\nweb_identity_token_file = ${join(home, 'token')}\nrole_session_name = pod\n${lines}`;
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), pod('plain') + pod('long', 'duration_seconds = 7200\n'));
  writeFileSync(join(home, 'token'), 'jwt');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const planIn = (name: string, options: RoleOptions = {}) => {
  const env = { HOME: home };
  const profiles = readProfiles(realFiles, env);
  const request = planRequest(name, options, env);
  return { plan: planFor(profiles, request), inputs: { profiles, request }, env };
};

/** STS issues credentials that last as long as requested. @returns the access key ID, which numbers the requests */
async function assume(name: string, options: RoleOptions = {}): Promise<string> {
  const { plan, inputs, env } = planIn(name, options);
  const assumeRoleWithWebIdentity = async (request: WebIdentityRequest) => {
    requests.push(request);
    const expiration = new Date(Date.now() + (request.durationSeconds ?? 3600) * 1000);
    const accessKeyId = `ASIA${requests.length}`;
    return { credentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration } };
  };
  const context = {
    ...resolveContext({ ...fakeSts().sts, assumeRoleWithWebIdentity }),
    ...{ env, files: realFiles, askSource, cache: openCache(realFiles, env, () => {}), now: () => new Date() },
  };
  return (await resolveCredentials(plan, {}, context, inputs)).accessKeyId;
}

describe('duration_seconds of a web identity', () => {
  test('is requested, and what was issued is reused for that duration alone', async () => {
    expect(await assume('long')).toBe('ASIA1');
    expect(await assume('long')).toBe('ASIA1');
    expect(await assume('plain')).toBe('ASIA2');
    expect(await assume('long', { duration: '3h' })).toBe('ASIA3');
    expect(await assume('long')).toBe('ASIA1');
    expect(requests.map(({ durationSeconds }) => durationSeconds)).toEqual([7200, undefined, 10_800]);
  });

  test('is not shared with the AWS CLI, which doesn’t know it', async () => {
    const source = planIn('plain').plan.source as WebIdentitySource;
    const shared = `${webIdentityKey(source, 'jwt')}.json`;
    await assume('long');
    expect(readdirSync(join(home, '.aws/cli/cache'))).not.toContain(shared);
    await assume('plain');
    expect(readdirSync(join(home, '.aws/cli/cache'))).toContain(shared);
  });
});
