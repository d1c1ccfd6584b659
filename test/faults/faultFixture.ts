import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningDemo } from '../../src/demo/startDemo';
import { parseSession } from '../../src/sessions/sessionFile';
import { dumps, openDemo, scriptOf } from '../support/demo';
import { type Environment, run, type ShellName } from '../support/shells';

export type Demo = RunningDemo;
export { openDemo };

/** The exit status of the last command, in each shell. */
const STATUS = { bash: '$?', zsh: '$?', fish: '$status', pwsh: '$LASTEXITCODE' };

/** What a user may have in the environment before. It must still be there after a failure. */
export const BEFORE = {
  AWS_ACCESS_KEY_ID: 'AKIASTALESTALESTALE0',
  AWS_SECRET_ACCESS_KEY: 'stale-secret-stale-secret',
  AWS_SESSION_TOKEN: 'stale-token-stale-token',
  AWS_REGION: 'sa-east-1',
};

export interface Outcome {
  readonly status: number;
  readonly stderr: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Action, status, and error of each request that arrived. */
  readonly requests: readonly string[];
}

/** All files below a folder, as paths relative to it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

/** Every secret: the users' keys, and everything issued that is cached. */
function secretsOf({ accounts, home }: Demo): string[] {
  const kept = filesBelow(join(home.folder, '.aws'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => readFileSync(join(home.folder, '.aws', file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/"(?:\w*Token|SecretAccessKey|clientSecret)":\s*"([^"]+)"/g)])
    .map(([, secret = '']) => secret);
  return [...accounts.users.map(({ secretAccessKey }) => secretAccessKey), ...kept];
}

/** Fails if a text holds a secret, or shows internals of the program. */
export function expectPlain(text: string, demo: Demo, more: readonly string[] = []): void {
  for (const secret of [...secretsOf(demo), ...more]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/undefined|\[object|^ +at |node:internal|Unhandled|\.js:\d|@aws-sdk|@smithy/m);
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Gives a demo's home to a user who isn't root, so that permissions count. @returns what runs lines in bash as that user */
export function giveAway({ home }: Demo, uid = 65534): (lines: string) => string {
  if (process.getuid?.() !== 0) return (lines) => lines;
  execFileSync('chown', ['-R', `${uid}:${uid}`, home.folder]);
  return (lines) => `exec chroot --skip-chdir --userspec=${uid}:${uid} --groups= / bash --norc -c ${quote(lines)}`;
}

/** Runs `assume <words>` in a real shell. Fails if stderr shows a secret. @returns the result, and the environment */
export async function outcome(
  shell: ShellName,
  demo: Demo,
  words: string,
  env: Environment = {},
  around = (lines: string) => lines,
): Promise<Outcome> {
  const earlier = demo.aws.requests.length;
  const script = around(
    `${scriptOf(shell)}\ndump-environment\nassume ${words}\necho "status=${STATUS[shell]}"\ndump-environment\nexit 0\n`,
  );
  const { stdout, stderr } = await run(shell, script, { env: { ...demo.home.env, ...env } });
  const [before = {}, after = {}] = dumps(stdout);
  const secrets = [after, before].flatMap((each) => [each.AWS_SECRET_ACCESS_KEY, each.AWS_SESSION_TOKEN]);
  expectPlain(
    stderr,
    demo,
    secrets.filter((secret) => secret !== undefined),
  );
  const requests = demo.aws.requests
    .slice(earlier)
    .map(({ action, status, errorCode = '' }) => `${action} ${status} ${errorCode}`.trim());
  return { status: Number(/^status=(\d+)$/m.exec(stdout)?.[1]), stderr, before, after, requests };
}

/** Fails unless the environment is unchanged. */
export const expectUnchanged = ({ before, after }: Outcome): void => {
  expect(Object.keys(before).length).toBeGreaterThan(5);
  expect(after).toEqual(before);
};

/** Fails unless the shell has all of a profile's credentials. */
export const expectAssumed = ({ after }: Outcome, profile: string): void =>
  expect(after).toMatchObject({
    ASSUME_PROFILE: profile,
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
    AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^\S{40}$/),
    AWS_SESSION_TOKEN: expect.stringMatching(/./),
  });

/**
 * Fails unless everything of this program in a home folder is a complete file that only the user can read.
 * @param isTransient what may be there while a command runs
 */
export function expectCleanHome(home: string, isTransient = (_file: string) => false): void {
  for (const folder of ['.aws/cli', '.aws/sso', '.cache/assume']) {
    const path = join(home, folder);
    if (!statSync(path, { throwIfNoEntry: false })) continue;
    for (const file of filesBelow(path)) {
      // Compiled code of V8, which Node writes completely, in a folder of this program.
      // Links and stamps of AWS files.
      if (file.startsWith('compiled/') || /(^|\/)%/.test(file) || isTransient(file)) continue;
      expect([file, statSync(join(path, file)).mode & 0o777]).toEqual([file, 0o600]);
      const text = readFileSync(join(path, file), 'utf8');
      if (file.endsWith('.json')) expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(0);
      else if (file.startsWith('sessions/')) {
        expect([file, parseSession(text)]).toEqual([file, expect.anything()]);
      } else expect(['profiles.tsv', 'details.tsv']).toContain(file);
    }
    for (const entry of ['', ...readdirSync(path)]) {
      const { mode } = statSync(join(path, entry));
      if ((mode & 0o170000) === 0o040000 && entry !== 'compiled') expect([entry, mode & 0o077]).toEqual([entry, 0]);
    }
  }
}
