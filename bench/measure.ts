import { spawn } from 'node:child_process';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Milliseconds that one run of a program takes, from start to exit. @throws Error if its exit status is not 0 */
function once([program, ...args]: Command, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    // A pipe, as the shell integration captures it. With /dev/null, Node would test whether it is a terminal.
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(Number(process.hrtime.bigint() - start) / 1e6)
        : reject(new Error(`${program} ${args.join(' ')} exited with status ${code}: ${errors}`)),
    );
  });
}

/** The first decile: how long a program takes if nothing else competes with it. */
export function firstDecile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 10)] ?? Number.NaN;
}

interface CompareOptions {
  readonly runs?: number;
  /** Runs before each run of either program. */
  readonly before?: () => void;
}

/**
 * Runs two programs in turn, after one warm-up each, so that a change in the machine's speed affects both.
 * @returns the ratio and the difference (in milliseconds) of their first deciles
 */
export async function compare(
  command: Command,
  baseline: Command,
  env: NodeJS.ProcessEnv,
  { runs = 40, before = () => {} }: CompareOptions = {},
): Promise<{ ratio: number; difference: number }> {
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run <= runs; run++) {
    for (const [at, program] of [command, baseline].entries()) {
      before();
      const time = await once(program, env);
      if (run > 0) times[at]?.push(time);
    }
  }
  const [one, other] = times.map(firstDecile) as [number, number];
  return { ratio: one / other, difference: one - other };
}

/** How long `node -e 0` takes, in milliseconds. */
export async function timeOfNode(env: NodeJS.ProcessEnv): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= 25; run++) times.push(await once([process.execPath, '-e', '0'], env));
  return firstDecile(times.slice(1));
}

/** The stdout of a program, trimmed. */
export function output([program, ...args]: Command, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(text.trim()));
  });
}
