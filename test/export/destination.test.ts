import { assumeChange } from '../../src/environment/change';
import { exported } from '../../src/export/export';
import { FORMATS } from '../../src/export/formats';
import type { Env } from '../../src/platform/env';
import { runProgram } from '../support/shells';
import { describeWith } from '../support/tools';

const LOCAL = {
  variables: [{ name: 'AWS_ENDPOINT_URL', value: 'http://local:4566', location: 'config:1' }],
  warnings: [],
};
const LISTED = 'AWS_ENDPOINT_URL=http://local:4566';
/** A shell with what an export for `local` has put there. */
const AFTER: Env = { AWS_ENDPOINT_URL: 'http://local:4566', ASSUME_ENDPOINTS: LISTED };

const exportOf = (env: Env, destination?: typeof LOCAL) => {
  const plan = {
    profile: 'p',
    source: undefined as never,
    hops: [],
    sts: { region: 'eu-west-1' },
    ...(destination && { destination }),
  };
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  return exported({ plan, change: assumeChange(env, { ...plan, credentials }) });
};
const write = (format: string, env: Env, destination?: typeof LOCAL) =>
  FORMATS.get(format)?.write(exportOf(env, destination)) ?? '';

describe('the destination of an exported profile', () => {
  test.each(['bash', 'fish', 'powershell', 'sh', 'tcsh', 'cmd', 'nushell', 'elvish', 'json', 'dotenv', 'docker'])(
    'is in %s, with the list that tells a later assume whose it is',
    (format) => {
      const text = write(format, {}, LOCAL);
      expect(text).toContain('http://local:4566');
      expect(text).toContain('ASSUME_ENDPOINTS');
      expect(text).not.toMatch(/ASSUME_(PROFILE|RESTORE)|set "more/);
    },
  );

  test.each(['ini', 'process'])('is not in %s, which holds credentials', (format) => {
    expect(write(format, {}, LOCAL)).not.toContain('http://local:4566');
  });

  test('is removed by the export of another profile, where the format can', () => {
    expect(write('fish', AFTER)).toContain(
      'set -e -g AWS_ENDPOINT_URL; or true\nset -e -g ASSUME_ENDPOINTS; or true\n',
    );
    expect(write('json', AFTER)).not.toMatch(/ENDPOINT/);
    const appended = FORMATS.get('github')?.append?.write(exportOf(AFTER), 'x');
    expect(appended).toContain('AWS_ENDPOINT_URL<<ghadelimiter_x\n\nghadelimiter_x\n');
  });

  test("stays if it is the user's", () => {
    expect(write('bash', { AWS_ENDPOINT_URL: 'http://local:4566' })).not.toContain('ENDPOINT');
  });
});

describeWith('bash', 'two exports in one shell', () => {
  test('leave nothing of the first', async () => {
    const script = `${write('bash', {}, LOCAL)}\necho "$AWS_ENDPOINT_URL"\n${write('bash', AFTER)}\necho "\${AWS_ENDPOINT_URL-none}"`;
    expect((await runProgram('bash', ['-c', script])).stdout).toBe('http://local:4566\nnone\n');
  });
});
