import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { RunResult } from './runResult';

/** What a script is run with: {@link runInSharedPowerShell}. */
interface Job {
  /** The path of the script. */
  readonly script: string;
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

interface Shared {
  run(job: Job): Promise<RunResult>;
  close(): Promise<void>;
}

const END = /@@end (\d+)\n$/;

function start(env: Job['env']): Shared {
  const folder = mkdtempSync(join(tmpdir(), 'assume-shared-'));
  const host = join(__dirname, 'sharedPowerShell.ps1');
  const child: ChildProcess = spawn('pwsh', ['-NoProfile', '-NonInteractive', '-File', host], {
    env: { ...env, HOME: folder },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      hasEnded = true;
      resolve();
    }),
  );
  const printed: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  /** Looks whether the script has ended; absent while none runs. */
  let look: (() => void) | undefined;
  for (const name of ['stdout', 'stderr'] as const)
    (child[name] as Readable).on('data', (chunk: Buffer) => {
      printed[name].push(chunk);
      look?.();
    });
  void ended.then(() => look?.());
  const jobs = child.stdio[3] as Writable;
  jobs.on('error', () => {}); // it has ended

  return {
    run: ({ script, cwd, env }) =>
      new Promise((resolve, reject) => {
        const job = join(folder, 'job');
        const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
        writeFileSync(job, [script, cwd, ...variables].join('\0'));
        look = () => {
          const [stdout, stderr] = [Buffer.concat(printed.stdout).toString(), Buffer.concat(printed.stderr).toString()];
          const end = END.exec(stdout);
          if (end && END.test(stderr)) {
            look = undefined;
            printed.stdout = [];
            printed.stderr = [];
            resolve({ status: Number(end[1]), stdout: stdout.replace(END, ''), stderr: stderr.replace(END, '') });
          } else if (hasEnded) reject(new Error(`The shared PowerShell has ended: ${stdout}${stderr}`));
        };
        jobs.write(`${job}\n`);
        look();
      }),
    async close() {
      if (look) child.kill('SIGKILL'); // a script that doesn't end
      jobs.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let shared: Shared | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a script as `pwsh -File` does, but in the one process of this test file, one script after the other: the start of a
 * PowerShell takes longer than most tests. Each script has a session, an environment and a folder of its own, and an empty stdin.
 * @param startEnv the environment in which that process starts
 * @throws Error if the script ends the process
 */
export function runInSharedPowerShell(job: Job, startEnv: Job['env']): Promise<RunResult> {
  const result = last.then(() => {
    shared ??= start(startEnv);
    return shared.run(job);
  });
  last = result.catch(() => closeSharedPowerShell());
  return result;
}

/** Ends the process, if there is one. */
export async function closeSharedPowerShell(): Promise<void> {
  const ending = shared;
  shared = undefined;
  await ending?.close();
}
