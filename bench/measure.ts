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

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Two programs in turn, one warm-up each, so that a machine whose speed drifts drifts for both.
 * @returns the medians of the ratio and of the difference (ms), pair by pair
 */
export async function compare(
  command: Command,
  baseline: Command,
  env: NodeJS.ProcessEnv,
  runs = 25,
): Promise<{ ratio: number; difference: number }> {
  const pairs: [number, number][] = [];
  for (let run = 0; run <= runs; run++) {
    const pair: [number, number] = [await once(command, env), await once(baseline, env)];
    if (run > 0) pairs.push(pair);
  }
  return { ratio: median(pairs.map(([a, b]) => a / b)), difference: median(pairs.map(([a, b]) => a - b)) };
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
