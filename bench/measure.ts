import { spawn } from 'node:child_process';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Milliseconds that one run of a program takes, as a whole process; it must end well. */
function once([program, ...args]: Command, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    // As a function captures it: a pipe. /dev/null would have to be asked whether it is a terminal.
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
        : reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${errors}`)),
    );
  });
}

/** The value that a tenth is below: what a program takes where nothing else was in its way. */
function firstDecile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 10)] ?? Number.NaN;
}

interface Way {
  readonly runs?: number;
  /** Is done before each run of either. */
  readonly before?: () => void;
}

/**
 * Two programs in turn, one warm-up each, so that a machine whose speed drifts drifts for both.
 * @returns the ratio and the difference (ms) of their first deciles
 */
export async function compare(
  command: Command,
  baseline: Command,
  env: NodeJS.ProcessEnv,
  { runs = 40, before = () => {} }: Way = {},
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

/** What a program prints. */
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
