// `npm run demo`: opens the demo on a terminal; without one, runs the tour, which plays through it.
import { spawn } from 'node:child_process';

const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
const args = isTerminal ? ['dist/main.js', 'demo'] : ['scripts/run.mjs', 'tour/main.ts'];
spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
