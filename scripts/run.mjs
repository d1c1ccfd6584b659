// Runs a TypeScript program of the repository: `node scripts/run.mjs tour/main.ts`.
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { build } from 'esbuild';

const [entry, ...args] = process.argv.slice(2);
const outfile = `build/${entry.split('/')[0]}-${basename(entry, '.ts')}.js`;
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
spawn(process.execPath, [outfile, ...args], { stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
