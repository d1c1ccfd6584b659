import { createHash, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openSourceFixture } from '../credentials/sourceFixture';
import { ACCOUNTS, ADA } from '../demo/awsFixture';
import { type RunResult, runProgram } from '../support/shells';
import { openSsoFixture } from '../support/ssoFixture';

const CROWD = 8;

const crowd = (run: () => Promise<RunResult>) => Promise.all(Array.from({ length: CROWD }, run));

describe(`${CROWD} shells that renew one sign-in at once`, () => {
  test.each([[[]], [['--no-cache']]])(
    'to IAM Identity Center send one renewal, and all get credentials %s',
    async (flags) => {
      const fixture = await openSsoFixture();
      try {
        fixture.browse('follows');
        fixture.sts.identityCenter.answerAlways('allow');
        expect((await fixture.assumeAlone(['login', 'analyst'])).status).toBe(0);
        fixture.changeToken({ expiresAt: '2020-01-01T00:00:00Z' });
        fixture.sts.fault('slow', { action: 'CreateToken', seconds: 0.5 });
        const before = fixture.actions().length;
        const runs = await crowd(() => fixture.assumeAlone(['exec', 'analyst', ...flags, '--', 'caller-identity']));
        expect(runs.map(({ status, stderr }) => [status, stderr])).toEqual(Array(CROWD).fill([0, '']));
        for (const { stdout } of runs) expect(stdout).toMatch(/:assumed-role\/AWSReservedSSO_Analyst_\w+\/ada/);
        const renewals = fixture
          .actions()
          .slice(before)
          .filter((action) => action === 'CreateToken');
        expect(renewals).toHaveLength(1);
        expect(readdirSync(join(fixture.home, '.cache/assume/locks'))).toEqual([]);
      } finally {
        await fixture.close();
      }
    },
  );

  test('of `aws login` send one renewal, and all get the new credentials', async () => {
    const consoleSessions = [{ userName: ADA.name, clientId: 'client', refreshToken: 'renew' }];
    const fixture = await openSourceFixture({ ...ACCOUNTS, consoleSessions });
    try {
      const session = 'arn:aws:iam::111122223333:user/ada';
      const file = `.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`;
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const accessToken = {
        accessKeyId: 'ASIAOLD',
        secretAccessKey: 's',
        sessionToken: 't',
        accountId: '111122223333',
        expiresAt: '2020-01-01T00:00:00Z',
      };
      const dpopKey = privateKey.export({ format: 'pem', type: 'sec1' });
      fixture.write(file, JSON.stringify({ accessToken, refreshToken: 'renew', clientId: 'client', dpopKey }));
      fixture.write('.aws/config', `[profile console]\nlogin_session = ${session}\nregion = eu-west-1\n`);
      fixture.aws.fault('slow', { action: 'CreateOAuth2Token', seconds: 0.5 });
      const words = [resolve('dist/main.js'), 'exec', 'console', '--', 'printenv', 'AWS_ACCESS_KEY_ID'];
      const runs = await crowd(() => runProgram(process.execPath, words, { env: fixture.env }));
      const saved = JSON.parse(readFileSync(join(fixture.home, file), 'utf8')).accessToken.accessKeyId;
      expect(saved).not.toBe('ASIAOLD');
      expect(runs).toEqual(Array(CROWD).fill({ status: 0, stdout: `${saved}\n`, stderr: '' }));
      expect(fixture.aws.requests.map(({ action }) => action)).toEqual(['CreateOAuth2Token']);
    } finally {
      await fixture.close();
    }
  });
});
