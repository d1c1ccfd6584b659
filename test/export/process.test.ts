import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo } from '../support/demo';
import { runProgram } from '../support/shells';
import { describeWith, program } from '../support/tools';
import { expectRead, exporting, formatOf, HOSTILE, REAL } from './corpus';

const { write } = formatOf('process');

describe('process', () => {
  test('is what the AWS CLI takes from a credential_process, version 1', () => {
    expect(JSON.parse(write(exporting(REAL)))).toEqual({
      Version: 1,
      AccessKeyId: REAL.AWS_ACCESS_KEY_ID,
      SecretAccessKey: REAL.AWS_SECRET_ACCESS_KEY,
      SessionToken: REAL.AWS_SESSION_TOKEN,
      Expiration: REAL.AWS_CREDENTIAL_EXPIRATION,
      AccountId: REAL.AWS_ACCOUNT_ID,
    });
  });

  test('leaves out what there is not: no Expiration means a long-term key', () => {
    const text = write(exporting({ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_REGION: 'r' }));
    expect(JSON.parse(text)).toEqual({ Version: 1, AccessKeyId: 'a', SecretAccessKey: 's' });
  });

  test('holds any value', () => {
    const read = HOSTILE.map((value) => JSON.parse(write(exporting({ AWS_SESSION_TOKEN: value }))).SessionToken);
    expectRead(Object.fromEntries(Object.entries(read)), Object.fromEntries(Object.entries(HOSTILE)));
  });
});

describe('credential_process = assume export … --format process', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  let config: string;
  const ROLE = 'arn:aws:sts::222233334444:assumed-role/Developer/dev-session';
  beforeAll(async () => {
    demo = await openDemo();
    config = join(demo.home.folder, 'outer');
    // It reads other files than the program that starts it: both are told.
    const own = `env AWS_CONFIG_FILE=${join(demo.home.folder, '.aws/config')}`;
    const command = `${own} ${join(demo.home.folder, 'bin/assume')} export dev --format process`;
    writeFileSync(config, `[profile outer]\nregion = eu-west-1\ncredential_process = ${command}\n`);
  });
  afterAll(() => demo.close());
  const env = () => ({ ...demo.home.env, AWS_CONFIG_FILE: config, AWS_PAGER: '' });

  test("gives the SDK's provider the role, until when, and of which account", async () => {
    const script = `
      const { fromProcess } = require(${JSON.stringify(require.resolve('@aws-sdk/credential-provider-process'))});
      fromProcess({ profile: 'outer' })().then((credentials) => console.log(JSON.stringify(credentials)));
    `;
    const { stdout, stderr } = await runProgram(process.execPath, ['-e', script], { env: env() });
    expect(stderr).toBe('');
    const { expiration, ...credentials } = JSON.parse(stdout);
    expect(credentials).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
      secretAccessKey: expect.stringMatching(/^\S{40}$/),
      sessionToken: expect.stringMatching(/./),
      accountId: '222233334444',
    });
    expect(Date.parse(expiration)).not.toBeNaN();
  });

  describeWith('awscli', 'with the AWS CLI', () => {
    test('makes the AWS CLI the role', async () => {
      const endpoint = ['--endpoint-url', demo.home.env.AWS_ENDPOINT_URL_STS ?? ''];
      const args = [
        'sts',
        'get-caller-identity',
        '--profile',
        'outer',
        '--query',
        'Arn',
        '--output',
        'text',
        ...endpoint,
      ];
      const result = await runProgram(program('awscli'), args, { env: env() });
      expect(result).toEqual({ status: 0, stdout: `${ROLE}\n`, stderr: '' });
    });
  });
});
