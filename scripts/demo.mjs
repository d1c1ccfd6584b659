// `npm run demo`: opens the demo in a terminal; without one, walks through it and prints the results.
import { spawn } from 'node:child_process';

const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
const args = isInteractive ? ['dist/main.js', 'demo'] : ['scripts/run.mjs', 'tour/main.ts'];
spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
