import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ADA_MFA_SERIAL, ARN } from '../../src/demo/sampleAccounts';
import { MANAGED } from '../../src/environment/managed';
import { scriptOf } from '../support/demo';
import { describeShell, plainEnvironment } from '../support/shells';
import { type Demo, expectAssumed, expectCleanHome, expectPlain, filesBelow, openDemo, outcome } from './faultFixture';

const TIMES = 50;

/** In milliseconds: about as long as a run takes. */
const LATEST = 150;

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The CLI's processes below a shell. */
function runs(shell: number): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(
    processes.map((pid) => [
      Number(pid),
      Number(
        read(`/proc/${pid}/stat`)
          .replace(/^.*\) \S /s, '')
          .split(' ')[0],
      ),
    ]),
  );
  const isBelow = (pid: number | undefined): boolean =>
    pid === shell || (pid !== undefined && pid > 1 && isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => /main\.js|bin\/assume/.test(read(`/proc/${pid}/cmdline`)) && isBelow(pid));
}

/** Repeats a command in one bash, each time in the original environment, and sends the CLI a signal at a random time. */
async function interrupted(demo: Demo, words: string, signal: NodeJS.Signals, times: number) {
  const file = join(demo.home.folder, 'kill.bash');
  const body = `(echo go; assume ${words}; echo "status=$?"; env -0 | base64 -w0; echo)`;
  writeFileSync(file, `${scriptOf('bash')}\nfor ((i = 0; i < ${times}; i++)); do ${body}; done\n`);
  const shell = spawn('bash', ['--norc', file], {
    env: plainEnvironment(demo.home.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const results: { status: number; env: Record<string, string> }[] = [];
  let hits = 0;
  let status = Number.NaN;
  let stderr = '';
  shell.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = once(shell, 'close');
  try {
    for await (const line of createInterface({ input: shell.stdout })) {
      if (line === 'go') {
        setTimeout(() => {
          for (const pid of runs(shell.pid ?? -1)) {
            try {
              process.kill(pid, signal);
              hits++;
            } catch {
              // It has just exited.
            }
          }
        }, Math.random() * LATEST);
      } else if (line.startsWith('status=')) status = Number(line.slice(7));
      else {
        // This holds while the next command runs, too.
        expectCleanHome(demo.home.folder, (name) => /\.aside$|^locks\//.test(name));
        const entries = Buffer.from(line, 'base64').toString().split('\0').filter(Boolean);
        results.push({ status, env: Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2))) });
      }
    }
  } finally {
    shell.kill();
    await ended;
  }
  return { results, hits, stderr };
}

const managed = (env: Record<string, string>) => MANAGED.filter((name) => name in env);

describeShell('bash', 'the CLI is killed at any point', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await openDemo();
    const config = join(demo.home.folder, '.aws', 'config');
    // The code is always wrong, so that every run takes the lock.
    const locked = `[profile locked]\nmfa_process = echo 000000\nrole_arn = ${ARN.billing}\nsource_profile = me\nmfa_serial = ${ADA_MFA_SERIAL}\n`;
    writeFileSync(config, read(config) + locked);
  });
  afterAll(() => demo.close());

  test.each<[string, NodeJS.Signals]>([
    ['dev --refresh', 'SIGKILL'],
    ['dev --refresh', 'SIGINT'],
    ['locked --no-input', 'SIGKILL'],
  ])('assume %s, %s: the environment is changed completely or not at all', async (words, signal) => {
    const { results, hits, stderr } = await interrupted(demo, words, signal, TIMES / 2);
    expect(results).toHaveLength(TIMES / 2);
    expect(hits).toBeGreaterThan(5);
    for (const { status, env } of results) {
      if (status === 0) expectAssumed({ after: env } as never, 'dev');
      else expect(managed(env)).toEqual([]);
    }
    expectPlain(stderr, demo);
  });

  test('afterwards, cached files are complete, temporary ones are private, no lock is held, and all works', async () => {
    for (const file of filesBelow(demo.home.folder).filter((name) => name.includes('.aside'))) {
      expect(statSync(join(demo.home.folder, file)).mode & 0o777).toBe(0o600);
      rmSync(join(demo.home.folder, file));
    }
    const result = await outcome('bash', demo, 'dev --refresh');
    expect([result.status, result.stderr]).toEqual([0, '']);
    expect((await outcome('bash', demo, 'locked --no-input')).stderr).toMatch(/^assume: AWS rejected .*invalid MFA/);
    expectCleanHome(demo.home.folder);
  });
});
