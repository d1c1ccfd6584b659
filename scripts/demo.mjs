// `npm run demo`: opens the demo for a person; where there is no terminal, walks through it.
import { spawn } from 'node:child_process';
import { build } from 'esbuild';

const isForPerson = process.stdin.isTTY && process.stdout.isTTY;
if (!isForPerson) {
  await build({
    entryPoints: ['tour/main.ts'],
    outfile: 'build/tour.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}
const args = isForPerson ? ['dist/main.js', 'demo'] : ['build/tour.js'];
spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
