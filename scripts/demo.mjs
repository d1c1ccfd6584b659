// `npm run demo`: opens the demo for a person; where there is no terminal, walks through it.
import { spawn } from 'node:child_process';

const isForPerson = process.stdin.isTTY && process.stdout.isTTY;
const args = isForPerson ? ['dist/main.js', 'demo'] : ['scripts/run.mjs', 'tour/main.ts'];
spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
