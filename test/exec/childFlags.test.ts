import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_SPECS } from '../../src/argv/commandManifest';
import { MAIN } from '../support/bundles';
import { openDemo } from '../support/demo';
import { runProgram } from '../support/shells';

/** Values that our own flags would accept, so that each of them would show an effect. */
const VALUES: Readonly<Record<string, string>> = {
  region: 'us-east-2',
  duration: '15m',
  tag: 'team=web',
  policy: '{"Version":"2012-10-17","Statement":[]}',
  'policy-arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'role-arn': 'arn:aws:iam::222233334444:role/Developer',
  'source-profile': 'me',
  'mfa-token': '123456',
  format: 'json',
  'one-liner': 'bash',
};

/** Every flag of every command, long and short, with a value where it takes one. */
const FLAGS = new Map<string, readonly string[]>([
  ...Object.values(COMMAND_SPECS).flatMap(({ flags }) =>
    Object.values(flags).flatMap(({ name, char, type }) => {
      const value = type === 'option' ? [VALUES[name] ?? 'value'] : [];
      const words = [`--${name}`, ...(char === undefined ? [] : [`-${char}`])];
      return words.map((word): [string, readonly string[]] => [word, [word, ...value]]);
    }),
  ),
  ['--help', ['--help']],
  ['-h', ['-h']],
  ['--version', ['--version']],
]);

/** Prints its arguments and its environment. */
const TOOL = `#!${process.execPath}\nconsole.log(JSON.stringify([process.argv.slice(2), process.env]));\n`;

describe("the flags after exec's command are the command's own", () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  let baseline: Awaited<ReturnType<typeof observe>>;
  beforeAll(async () => {
    demo = await openDemo();
    const tool = join(demo.home.folder, 'bin/tool');
    writeFileSync(tool, TOOL);
    chmodSync(tool, 0o700);
    baseline = await observe(['dev', 'tool']);
  });
  afterAll(() => demo.close());

  const files = () =>
    readdirSync(demo.home.folder, { recursive: true, encoding: 'utf8' }).filter((file) => !file.includes('compiled'));

  /** Runs `assume exec` with empty caches: what the command gets, what STS is asked, and what is written. */
  async function observe(words: readonly string[]) {
    for (const cache of ['.aws/cli', '.cache/assume']) {
      rmSync(join(demo.home.folder, cache), { recursive: true, force: true });
    }
    const asked = demo.aws.requests.length;
    const env = demo.home.env;
    const { status, stdout, stderr } = await runProgram(process.execPath, [MAIN, 'exec', ...words], { env });
    const [args, environment] = status === 0 ? JSON.parse(stdout) : [];
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) environment[name] = 'set';
    for (const name of ['AWS_CREDENTIAL_EXPIRATION', 'ASSUME_EXPIRES']) environment[name] = 'later';
    const requests = demo.aws.requests.slice(asked).map(({ parameters }) => parameters);
    return { stderr, args, effects: { environment, requests, files: files().sort() } };
  }

  test('without one, the caches are written: a flag that switches them off would show', () => {
    expect(baseline).toMatchObject({
      stderr: '',
      args: [],
      effects: { requests: [{ RoleSessionName: 'dev-session' }] },
    });
    const written = baseline.effects.files.filter((file) => /^\.(aws\/cli|cache\/assume)\//.test(file));
    expect(written).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\.aws\/cli\/cache\/[\da-f]{40}\.json$/),
        '.cache/assume/profiles.tsv',
        '.cache/assume/sessions/dev',
      ]),
    );
    expect([...FLAGS.keys()]).toEqual(expect.arrayContaining(['--no-cache', '--refresh', '-r', '-t', '--json']));
  });

  test.each([...FLAGS])('%s: the command gets it untouched, and it has no effect on assume', async (_flag, words) => {
    for (const call of [
      ['dev', '--', 'tool', ...words],
      ['dev', 'tool', ...words],
    ]) {
      expect(await observe(call)).toEqual({ ...baseline, args: words });
    }
  });

  test('before the command the same flags do have an effect', async () => {
    const { effects } = await observe(['dev', '--no-cache', '-r', 'us-east-2', 'tool']);
    expect(effects.files).not.toContain('.cache/assume/profiles.tsv');
    expect(effects.environment.AWS_REGION).toBe('us-east-2');
  });
});
