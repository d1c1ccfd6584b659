import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@aws-sdk/shared-ini-file-loader';
import { isAssumeError } from '../../src/errors';
import { NAMES } from '../support/oddNames';
import { runProgram } from '../support/shells';
import { describeWith, program, pythonOf } from '../support/tools';
import { expectRead, exporting, formatOf, HOSTILE, REAL } from './corpus';
import { python } from './python';

const { write } = formatOf('ini');

const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ACCOUNT_ID } = REAL;

/** What the section of a real role must hold. */
const SECTION = {
  aws_access_key_id: AWS_ACCESS_KEY_ID,
  aws_secret_access_key: AWS_SECRET_ACCESS_KEY,
  aws_session_token: AWS_SESSION_TOKEN,
  aws_account_id: AWS_ACCOUNT_ID,
  region: AWS_REGION,
};

const attempt = (values: Record<string, string>, profile: string): string | undefined => {
  try {
    return write(exporting(values, profile));
  } catch (error) {
    if (!isAssumeError(error)) throw error;
    expect(error.exitCode).toBe(1);
    return undefined;
  }
};

/** A file of a section for each value, and what it must hold; one for each name, likewise. */
const tokens = HOSTILE.flatMap((value, at) => {
  const text = attempt({ AWS_SESSION_TOKEN: value }, `p${at}`);
  return text === undefined ? [] : [{ name: `p${at}`, value, text }];
});
const names = [...new Set([...NAMES, ...HOSTILE.filter((name) => name.length < 1000)])].flatMap((name) => {
  const text = attempt({ AWS_SESSION_TOKEN: 'token' }, name);
  return text === undefined ? [] : [{ name, value: 'token', text }];
});
const written = Object.fromEntries([...tokens, ...names].map(({ name, value }) => [name, value]));
const ALL = [...tokens, ...names].map(({ text }) => text).join('');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assume ini-'));
  mkdirSync(join(home, '.aws'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const save = (text: string) => {
  const path = join(home, '.aws/credentials');
  writeFileSync(path, text);
  return path;
};

describe('ini', () => {
  test('is a section of the credentials file', () => {
    expect(write(exporting(REAL))).toBe(
      `[prod]\n${Object.entries(SECTION)
        .map(([key, value]) => `${key} = ${value}\n`)
        .join('')}`,
    );
  });

  test('refuses values that would be cut, and names that would be others', () => {
    const values = ['', ' a', 'a ', 'a\nb', 'a\rb', 'a #b', 'a ;b', '#', ';a', 'a\tb', 'a\u0085', '\ufeffa', 'a\0'];
    for (const value of values) expect([value, attempt({ AWS_REGION: value }, 'p')]).toEqual([value, undefined]);
    const bad = ['', 'a]b', '[a', ' a', 'a\nb', 'a #b', 'DEFAULT', '__proto__', 'profile __proto__'];
    for (const name of bad) expect([name, attempt(REAL, name)]).toEqual([name, undefined]);
    expect(tokens.length).toBeGreaterThan(HOSTILE.length / 3);
    for (const name of ['p05 two words', "p06it's", 'p13開発環境', 'p01:admin', 'default', 'profile', 'p18{a,b}'])
      expect([name, attempt(REAL, name)]).toEqual([name, expect.any(String)]);
  });

  test('names the variable that it refuses, never the value', () => {
    expect(() => write(exporting({ AWS_SESSION_TOKEN: 'secret #1' }))).toThrow(/^AWS_SESSION_TOKEN (?!.*secret)/);
  });

  test("is read alike by the SDK's loader", async () => {
    const filepath = save(ALL);
    const { credentialsFile } = await loadSharedConfigFiles({
      filepath,
      configFilepath: '/nonexistent',
      ignoreCache: true,
    });
    const read = Object.entries(credentialsFile).map(([name, section]) => [name, section?.aws_session_token]);
    // A name of two words is not known to it, wherever it stands.
    const known = Object.entries(written).filter(([name]) => !/^[\w-]+\s(["'])?[\w-@+.%:/]+\1$/.test(name));
    expectRead(Object.fromEntries(read), Object.fromEntries(known));
  });

  const READ = 'print(json.dumps({name: section["aws_session_token"] for name, section in sections.items()}))';

  describeWith('python3', "with Python's configparser", () => {
    test('is read alike by configparser, as it is set up by the AWS CLI', async () => {
      const sections = '{name: parser[name] for name in parser.sections()}';
      const script = `import configparser, json, sys\nparser = configparser.RawConfigParser(default_section="DEFAULT")\nparser.read(sys.argv[1], encoding="utf-8")\nsections = ${sections}\n${READ}`;
      expectRead(JSON.parse(await python(program('python3'), script, [save(ALL)])), written);
    });
  });

  describeWith('awscli', 'with the AWS CLI', () => {
    test('is read alike by botocore', async () => {
      const script = `import json, sys\nfrom awscli.botocore.configloader import raw_config_parse\nsections = raw_config_parse(sys.argv[1])\n${READ}`;
      expectRead(JSON.parse(await python(pythonOf('awscli'), script, [save(ALL)])), written);
    });

    test.each(['prod', 'two words', '開発環境', "it's", 'team:eu/web@2'])('the AWS CLI finds %j', async (profile) => {
      save(write(exporting(REAL, profile)));
      // Each run takes a third of a second, so all of it once.
      const wanted = Object.entries(SECTION).slice(profile === 'prod' ? 0 : -1);
      for (const [key, value] of wanted) {
        const args = ['configure', 'get', key, '--profile', profile];
        const result = await runProgram(program('awscli'), args, { env: { HOME: home } });
        expect(result).toEqual({ status: 0, stdout: `${value}\n`, stderr: '' });
      }
    });
  });
});
