import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeShell } from '../support/shells';
import { testWith } from '../support/tools';
import {
  BEFORE,
  type Demo,
  expectAssumed,
  expectCleanHome,
  expectUnchanged,
  filesBelow,
  giveAway,
  openDemo,
  outcome,
} from './faultFixture';

const ROLE = 'arn:aws:iam::222233334444:role/Developer';
/** The AWS CLI's cache entry for the role of dev. */
const ENTRY = `.aws/cli/cache/${createHash('sha1').update(`{"RoleArn": "${ROLE}"}`).digest('hex')}.json`;

let demo: Demo;
beforeEach(async () => {
  demo = await openDemo();
});
afterEach(() => demo.close());

const bash = (lines: string) => execFileSync('bash', ['-c', lines], { cwd: demo.home.folder });
const asides = () => filesBelow(demo.home.folder).filter((file) => file.includes('.aside'));

/** What is prepared in the home folder, and what stderr says. */
type Row = [title: string, prepare: string, says: RegExp, env?: (home: string) => Record<string, string>];
const NOT_CACHED = (why: string) =>
  new RegExp(`^assume: Credentials could not be cached in ~/.aws/cli/cache: ${why}\\.\\n$`);
const SILENT = /^$/;

describeShell('bash', 'if nothing can be cached, assume still works, and says so', () => {
  const WORKING: Row[] = [
    ['a file instead of the cache folder', 'mkdir .aws/cli; echo mine > .aws/cli/cache', NOT_CACHED('not a directory')],
    ['a file instead of the folder above', 'echo mine > .aws/cli', NOT_CACHED('not a directory')],
    ['a cache folder that the user may not enter', 'mkdir -p -m 0 .aws/cli/cache', NOT_CACHED('permission denied')],
    [
      'a cache folder that the user may not write to',
      'mkdir -p -m 500 .aws/cli/cache',
      NOT_CACHED('permission denied'),
    ],
    ['a read-only home', 'chmod -R a-w .', NOT_CACHED('permission denied')],
    ['a folder instead of the entry', `mkdir -p ${ENTRY}`, NOT_CACHED('is a directory')],
    ['a file instead of ~/.cache', 'echo mine > .cache', SILENT],
    ['an impossible XDG_CACHE_HOME', ':', SILENT, () => ({ XDG_CACHE_HOME: '/dev/null/x' })],
    [
      'a home that does not exist',
      ':',
      NOT_CACHED('(permission denied|no such file or directory)'),
      (home) => ({
        HOME: '/nonexistent',
        AWS_CONFIG_FILE: `${home}/.aws/config`,
        AWS_SHARED_CREDENTIALS_FILE: `${home}/.aws/credentials`,
      }),
    ],
  ];

  test.each(WORKING)('%s', async (...[, prepare, says, env]: Row) => {
    bash(prepare);
    const result = await outcome('bash', demo, 'dev', env?.(demo.home.folder), giveAway(demo));
    expect(result.stderr).toMatch(says);
    expect(result.status).toBe(0);
    expectAssumed(result, 'dev');
    bash('chmod -R u+rwX .');
    expect(asides()).toEqual([]);
  });

  test('a read-only home, with MFA: neither a lock nor a session is written', async () => {
    bash('chmod -R a-w .');
    const result = await outcome('bash', demo, `billing -t ${demo.mfaCode()}`, {}, giveAway(demo));
    expect(result.stderr).toMatch(NOT_CACHED('permission denied'));
    expectAssumed(result, 'billing');
  });

  test('a file size limit of zero', async () => {
    const around = giveAway(demo);
    const limited = (lines: string) => around(`trap '' XFSZ\nulimit -f 0\n${lines}`);
    const result = await outcome('bash', demo, 'dev', {}, limited);
    expect(result.stderr).toMatch(NOT_CACHED('file too large'));
    expectAssumed(result, 'dev');
    expectCleanHome(demo.home.folder);
    expect(asides()).toEqual([]);
  });

  testWith('tmpfs')('a full disk', async () => {
    const disks = ['.aws/cli', '.cache'].map((folder) => join(demo.home.folder, folder));
    const mounted = disks.filter((disk) => {
      mkdirSync(disk);
      return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,mode=700', 'assume-test', disk]).status === 0;
    });
    try {
      expect(mounted).toEqual(disks);
      for (const disk of disks) writeFileSync(join(disk, 'full'), Buffer.alloc(4096));
      const result = await outcome('bash', demo, 'dev', {}, giveAway(demo));
      expect(result.stderr).toMatch(NOT_CACHED('no space left on device'));
      expectAssumed(result, 'dev');
      expect(disks.flatMap(filesBelow)).toEqual(['full', 'full']);
    } finally {
      for (const disk of mounted) spawnSync('umount', [disk]);
    }
  });
});

describeShell('bash', 'if something cannot be read, the error says so, and nothing changes', () => {
  const FAILING: Row[] = [
    [
      'a config file that the user may not read',
      'chmod 0 .aws/config',
      /Can't read ~\/\.aws\/config: permission denied\.\nCheck its type and permissions: ls -ld ~\/\.aws\/config$/m,
    ],
    [
      'a credentials file that the user may not read',
      'chmod 0 .aws/credentials',
      /Can't read ~\/\.aws\/credentials: permission denied\.\nCheck its type and permissions: ls -ld ~\/\.aws\/credentials$/m,
    ],
    [
      'a folder instead of the config file',
      'mv .aws/config x; mkdir .aws/config',
      /Can't read ~\/\.aws\/config: is a directory\.\nCheck its type and permissions: ls -ld ~\/\.aws\/config$/m,
    ],
    [
      'a home that does not exist',
      ':',
      /Profile "dev" not found in ~\/\.aws\/config or ~\/\.aws\/credentials\./,
      () => ({ HOME: '/nonexistent' }),
    ],
    ['bytes instead of a config file', 'head -c 5000 /dev/urandom | tr "\\n" x > .aws/config', /config:\d/],
  ];

  test.each(FAILING)('%s', async (...[, prepare, says, env]: Row) => {
    bash(prepare);
    const result = await outcome('bash', demo, 'dev', { ...BEFORE, ...env?.(demo.home.folder) }, giveAway(demo));
    expect(result.stderr).toMatch(says);
    expect([result.status, result.requests]).toEqual([3, []]);
    expectUnchanged(result);
    expect(filesBelow(join(demo.home.folder, '.aws')).filter((file) => file.startsWith('cli'))).toEqual([]);
  });

  testWith('root')('a user without a name, and no HOME', async () => {
    const around = giveAway(demo, 54321);
    const result = await outcome('bash', demo, 'dev', { HOME: undefined }, around);
    expect(result.stderr).toBe(
      "assume: Can't find your home folder: HOME is not set, and the system has no record of this user.\n",
    );
    expect(result.status).toBe(3);
    expectUnchanged(result);
  });
});

describeShell('bash', 'cached files that are not complete are ignored', () => {
  const half = (text: string) => text.slice(0, text.length / 2);
  const SPOILT: [title: string, spoil: (text: string) => string | Buffer][] = [
    ['empty', () => ''],
    ['half', half],
    ['of another program', () => '{"some": ["other", "program"]}'],
    ['null', () => 'null'],
    ['bytes', () => Buffer.from([0, 255, 254, 10, 9, 0])],
    ['a command', () => '$(touch pwned)\n`touch pwned`\n; touch pwned\n'],
    [
      'with one member of another type',
      (text) =>
        text.replace(/"SecretAccessKey":"[^"]*"/, '"SecretAccessKey":["x"]').replace(/(ASSUME_EXPIRES\t)\d+/, '$1soon'),
    ],
    ['long', () => 'x'.repeat(3_000_000)],
  ];

  test.each(SPOILT)('a cache entry: %s', async (_title, spoil) => {
    expectAssumed(await outcome('bash', demo, 'dev'), 'dev');
    const file = join(demo.home.folder, ENTRY);
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    bash('rm -r .cache');
    const result = await outcome('bash', demo, 'dev');
    expect([result.status, result.stderr, result.requests]).toEqual([0, '', ['AssumeRole 200']]);
    expectAssumed(result, 'dev');
    expectCleanHome(demo.home.folder);
  });

  test.each(SPOILT)('a session file: %s', async (_title, spoil) => {
    const first = await outcome('bash', demo, 'dev');
    const file = join(demo.home.folder, '.cache/assume/sessions/dev');
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    const result = await outcome('bash', demo, 'dev');
    expect([result.status, result.stderr, result.requests]).toEqual([0, '', []]);
    expect(result.after).toEqual(first.after);
    expectCleanHome(demo.home.folder);
  });

  testWith('zsh')(
    'a session file that others can read is ignored and rewritten by a shell that sees modes',
    async () => {
      await outcome('bash', demo, 'dev');
      const file = join(demo.home.folder, '.cache/assume/sessions/dev');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^AWS_REGION.*/m, 'AWS_REGION\tmars'));
      chmodSync(file, 0o644);
      expect((await outcome('zsh', demo, 'dev')).after.AWS_REGION).toBe('eu-west-1');
      expectCleanHome(demo.home.folder);
    },
  );
});
