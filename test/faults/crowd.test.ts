import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADA_MFA_SERIAL, ARN } from '../../src/demo/sampleAccounts';
import { scriptOf } from '../support/demo';
import { describeShell, run } from '../support/shells';
import { type Demo, expectCleanHome, expectPlain, filesBelow, openDemo } from './faultFixture';

const CROWD = 50;

/** Collects the command lines of all processes until it is stopped. */
function watchCommandLines(): () => string {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      } catch {
        // It has exited.
      }
    }
  }, 50);
  return () => {
    clearInterval(timer);
    return [...seen].join('\n');
  };
}

describeShell('bash', `${CROWD} runs at once`, () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await openDemo();
  });
  afterEach(() => demo.close());

  /** Runs `assume <words>` that many times at once in one bash; `$i` is the number of the run. */
  const crowd = async (words: string) => {
    const commandLines = watchCommandLines();
    const body = `(assume ${words} && echo "secret=$AWS_SECRET_ACCESS_KEY token=$AWS_SESSION_TOKEN profile=$ASSUME_PROFILE") &`;
    const script = `${scriptOf('bash')}\nfor ((i = 0; i < ${CROWD}; i++)); do ${body} done\nwait\n`;
    const { stdout, stderr } = await run('bash', script, { env: demo.home.env });
    const lines = stdout.split('\n').filter(Boolean);
    const secrets = lines.flatMap((line) =>
      [...line.matchAll(/(?:secret|token)=(\S+)/g)].map(([, secret = '']) => secret),
    );
    expect(secrets.length).toBe(2 * CROWD);
    expectPlain(stderr, demo, secrets);
    const shown = commandLines();
    expect(shown).toContain('main.js');
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expectCleanHome(demo.home.folder);
    return { lines, stderr, secrets };
  };
  const entries = () => filesBelow(join(demo.home.folder, '.aws/cli/cache'));

  test('for one role that is not cached: all get credentials, and one complete entry is left', async () => {
    const { lines, stderr, secrets } = await crowd('dev');
    expect([lines.length, stderr]).toEqual([CROWD, '']);
    const [entry = ''] = entries();
    expect(entries()).toHaveLength(1);
    const { Credentials } = JSON.parse(readFileSync(join(demo.home.folder, '.aws/cli/cache', entry), 'utf8'));
    expect(secrets).toContain(Credentials.SecretAccessKey);
  });

  test('for as many roles with one MFA device: one code, one session, and credentials for each', async () => {
    const profiles = Array.from(
      { length: CROWD },
      (_, at) =>
        `[profile many-${at}]\nrole_arn = ${ARN.billing}\nrole_session_name = many-${at}\nsource_profile = me\nmfa_serial = ${ADA_MFA_SERIAL}\nmfa_process = authenticator\nregion = eu-west-1\n`,
    );
    const config = join(demo.home.folder, '.aws/config');
    writeFileSync(config, readFileSync(config, 'utf8') + profiles.join(''));
    const { lines, stderr } = await crowd('many-$i');
    expect(stderr).toMatch(/^(assume: Another shell \(pid \d+\) is asking for an MFA code; waiting…\n)*$/);
    const named = lines.map((line) => /profile=(\S+)/.exec(line)?.[1]);
    expect(named.sort()).toEqual(Array.from({ length: CROWD }, (_, at) => `many-${at}`).sort());
    expect(entries()).toHaveLength(CROWD + 1);
    const actions = demo.aws.requests.map(({ action }) => action);
    expect(actions.filter((action) => action === 'GetSessionToken')).toHaveLength(1);
    expect(actions.filter((action) => action === 'AssumeRole')).toHaveLength(CROWD);
  });
});
