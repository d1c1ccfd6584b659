import { join } from 'node:path';
import { openTerminal } from '../test/support/terminal';
import type { BenchHome } from './homes';
import { firstDecile } from './measure';
import type { Row } from './table';

const MAIN = join(process.cwd(), 'dist/main.js');

/** What ends each picture: the cursor is shown again. */
const DRAWN = '\x1b[?25h';

const now = () => Number(process.hrtime.bigint()) / 1e6;

const open = (node: string, args: readonly string[], env: NodeJS.ProcessEnv) =>
  openTerminal({ file: node, args, env: { ...env, CI: undefined }, cols: 80, rows: 24 });

/** Milliseconds from the start of a program in a terminal to its end. */
async function toEnd(node: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = now();
  const terminal = open(node, args, env);
  await terminal.ended;
  const time = now() - start;
  await terminal.close();
  return time;
}

/** Milliseconds from the start of the picker to its first picture, and from a key to the next. */
async function picture(
  node: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<[first: number, key: number]> {
  const start = now();
  const terminal = open(node, [MAIN, '--eval=bash/1', '--', ...words], env);
  const pictures = () => terminal.raw().split(DRAWN).length - 1;
  await terminal.waitFor(() => pictures() >= 1);
  const first = now() - start;
  // The first keys run code that is new to the engine.
  for (const [at, key] of ['t', 'e', '\x7f'].entries()) {
    terminal.type(key);
    await terminal.waitFor(() => pictures() >= at + 2);
  }
  const before = now();
  terminal.type('e');
  await terminal.waitFor(() => pictures() >= 5);
  const key = now() - before;
  await terminal.close();
  return [first, key];
}

interface Goals {
  readonly words: readonly string[];
  readonly paint: number;
  /** In milliseconds. */
  readonly key?: number;
}

/** How long the picker takes to its first picture, as a multiple of `node -e 0` in a terminal, and a key in milliseconds. */
export async function pickerRows(node: string, { env, count }: BenchHome, goals: readonly Goals[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { words, paint, key: keyGoal } of goals) {
    const times: { readonly [what in 'base' | 'first' | 'key']: number[] } = { base: [], first: [], key: [] };
    for (let run = 0; run <= 25; run++) {
      const [first, key] = await picture(node, words, env);
      const base = await toEnd(node, ['-e', '0'], env);
      if (run === 0) continue;
      times.first.push(first);
      times.key.push(key);
      times.base.push(base);
    }
    const what = ['assume', ...words].join(' ');
    const ratio = firstDecile(times.first) / firstDecile(times.base);
    rows.push({ what: `picker: ${what}, ${count}, first picture`, here: ratio, unit: 'x', atMost: paint });
    if (keyGoal !== undefined) {
      rows.push({ what: `picker: a key, ${count}`, here: firstDecile(times.key), unit: 'ms', atMost: keyGoal });
    }
  }
  return rows;
}
