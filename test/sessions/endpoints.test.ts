import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../src/platform/env';
import { scriptOf } from '../support/demo';
import { SESSION_SHELLS, writeSession } from '../support/sessionFiles';
import { describeShell, run } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';

const S3 = 'http://localhost:4566';
/** What the profile `local` sets besides credentials. */
const LOCAL = { AWS_ENDPOINT_URL_S3: S3, AWS_CA_BUNDLE: '/ca=1.pem' };
const LIST = `AWS_ENDPOINT_URL_S3=${S3}|AWS_CA_BUNDLE=/ca=1.pem`;

/** A shell in which `local` was assumed. */
const ASSUMED: Env = { ASSUME_PROFILE: 'local', ASSUME_RESTORE: '{}', ASSUME_ENDPOINTS: LIST, ...LOCAL };

describe.each(SESSION_SHELLS)('the endpoints of a profile, from a session file read by %s', (shell) => {
  let stub: Stub;
  beforeEach(() => {
    stub = makeStub();
    writeSession(stub);
    writeSession(stub, { profile: 'local', values: { ...LOCAL, ASSUME_ENDPOINTS: LIST } });
  });
  afterEach(() => stub.remove());

  /** The variables after the lines, as a child sees them. */
  const variablesAfter = async (lines: string, env: Env = {}) => {
    const script = `${scriptOf(shell)}\n${lines}\nenv`;
    const { status, stdout, stderr } = await run(shell, script, { env: { ...stub.env, ...env }, cwd: stub.home });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return Object.fromEntries(
      stdout.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  };

  describeShell(shell, 'are those that it was saved with:', () => {
    test.each<[string, string, Env]>([
      ['in a fresh shell', 'assume local', {}],
      ['where another profile is assumed', 'assume prod\nassume local', {}],
      ['twice', 'assume local\nassume local', {}],
      ['in a shell that a shell with this profile started', 'assume local', ASSUMED],
    ])('%s', async (_, lines, env) => {
      expect(await variablesAfter(lines, env)).toMatchObject({
        ASSUME_PROFILE: 'local',
        ASSUME_ENDPOINTS: LIST,
        ...LOCAL,
      });
      expect(stub.calls()).toEqual([]);
    });

    test('none of them is left by the next profile', async () => {
      const found = await variablesAfter('assume local\nassume prod');
      expect(found.ASSUME_PROFILE).toBe('prod');
      expect(Object.keys(found)).not.toEqual(expect.arrayContaining([expect.stringMatching(/ENDPOINT|BUNDLE/)]));
      expect(stub.calls()).toEqual([]);
    });

    test.each<[string, Env]>([
      ['every endpoint', { AWS_ENDPOINT_URL: S3 }],
      ['the endpoint of STS', { AWS_ENDPOINT_URL_STS: S3 }],
      ['FIPS', { AWS_USE_FIPS_ENDPOINT: 'true' }],
      ['no configured endpoints', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
    ])('what the profile before has set for %s is not the user’s', async (_, set) => {
      const [pair = ''] = Object.entries(set).map((each) => each.join('='));
      const found = await variablesAfter('assume prod', { ...ASSUMED, ...set, ASSUME_ENDPOINTS: `${LIST}|${pair}` });
      expect(found.AWS_ACCESS_KEY_ID).toBe('ASIAFRESH');
      expect(Object.keys(found)).not.toEqual(expect.arrayContaining(Object.keys(set)));
      expect(stub.calls()).toEqual([]);
    });

    test('what the user has changed since stays', async () => {
      const found = await variablesAfter('assume prod', { ...ASSUMED, AWS_ENDPOINT_URL_S3: 'http://mine' });
      expect(found).toMatchObject({ AWS_ACCESS_KEY_ID: 'ASIAFRESH', AWS_ENDPOINT_URL_S3: 'http://mine' });
      expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['AWS_CA_BUNDLE', 'ASSUME_ENDPOINTS']));
      expect(stub.calls()).toEqual([]);
    });

    test('nothing else in the list counts, and nothing in it is run', async () => {
      const words = [
        `PATH=${stub.env.PATH}`,
        'HOME=',
        'x[$(touch pwned)0]=1',
        '$(touch pwned)',
        '=',
        '',
        'AWS_REGION=mine',
      ];
      const env = {
        ASSUME_RESTORE: '{}',
        AWS_REGION: 'mine',
        AWS_ENDPOINT_URLS: 'x',
        ASSUME_ENDPOINTS: [...words, 'AWS_ENDPOINT_URLS=x'].join('|'),
      };
      const found = await variablesAfter('assume prod', env);
      expect(found).toMatchObject({
        AWS_ACCESS_KEY_ID: 'ASIAFRESH',
        PATH: expect.stringContaining(stub.env.PATH ?? ''),
        AWS_ENDPOINT_URLS: 'x',
      });
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });

    test.each<[string, Env]>([
      ['that the user has set', { AWS_ENDPOINT_URL_S3: 'http://mine' }],
      ['that the user has set to the same value', { AWS_ENDPOINT_URL_S3: S3 }],
      ['that is empty', { AWS_CA_BUNDLE: '' }],
      ['that the user has changed', { ...ASSUMED, AWS_ENDPOINT_URL_S3: 'http://mine' }],
      [
        'that the user has set over another profile',
        { ASSUME_RESTORE: '{}', ASSUME_PROFILE: 'prod', AWS_CA_BUNDLE: '/mine' },
      ],
      ['that is in a damaged list', { ...ASSUMED, ASSUME_ENDPOINTS: LIST.replace('=', '') }],
    ])('a session is ignored if it sets a variable %s', async (_, env) => {
      const found = await variablesAfter('assume local', env);
      expect(found.AWS_ACCESS_KEY_ID).toBeUndefined();
      expect(found).toMatchObject(Object.fromEntries(Object.entries(env)));
      expect(stub.calls()).toHaveLength(1);
    });
  });

  const typed = ['bash', 'zsh'].includes(shell) ? describeShell : () => {};
  typed(shell, 'are not put into a variable that would change them or run a command:', () => {
    test.each([
      'typeset -i AWS_CA_BUNDLE',
      'typeset -u AWS_CA_BUNDLE',
      'typeset -a AWS_ENDPOINT_URL',
      'typeset -A AWS_ENDPOINT_URL',
      'readonly AWS_ENDPOINT_URL',
      ...(shell === 'bash' ? ['typeset -n AWS_ENDPOINT_URL=PATH', 'typeset -n AWS_ENDPOINT_URL=other'] : []),
      ...(shell === 'zsh' ? ['setopt posix_builtins; readonly AWS_CA_BUNDLE'] : []),
      'readonly ASSUME_ENDPOINTS',
      'readonly ASSUME_ENDPOINTS=mine',
      'typeset -i ASSUME_ENDPOINTS',
    ])('%s', async (line) => {
      const hostile = { AWS_ENDPOINT_URL: S3, AWS_CA_BUNDLE: 'x[$(touch pwned)0]' };
      const list = Object.entries(hostile).map((each) => each.join('='));
      writeSession(stub, { profile: 'local', values: { ...hostile, ASSUME_ENDPOINTS: list.join('|') } });
      const script = `${scriptOf(shell)}\n${line}\nassume local\n/bin/echo "status=$?"\nenv`;
      const { status, stdout, stderr } = await run(shell, script, { env: stub.env, cwd: stub.home });
      const name = /A\w+/.exec(line)?.[0];
      const what = line.includes('readonly')
        ? 'read-only in this shell'
        : `not a plain variable (see: typeset -p ${name})`;
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: `assume: ${name} is ${what}, so nothing was changed.\n`,
      });
      expect(stdout).toMatch(/^status=1\n/);
      expect(stdout).not.toMatch(/^(AWS|ASSUME)_/m);
      expect(stub.calls()).toEqual([]);
      expect(existsSync(join(stub.home, 'pwned'))).toBe(false);
    });
  });
});
