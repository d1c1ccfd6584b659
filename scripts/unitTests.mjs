// `npm run test:unit [-- JEST ARGUMENTS]`: the tests that start no shell and no other program. They import nothing that could:
// test/support/tools.ts is behind every tool, and node:child_process behind every other program.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const STARTERS = ['test/support/tools.ts', 'node:child_process'];

const files = readdirSync('test', { recursive: true })
  .map((file) => join('test', file))
  .filter((file) => file.endsWith('.test.ts'));
const { metafile } = await build({
  entryPoints: files,
  outdir: 'build/unused',
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
});

/** Whether a test, or what it imports from the test folder, can start a program. */
function startsPrograms(file, seen = new Set()) {
  if (STARTERS.includes(file)) return true;
  if (seen.has(file) || !file.startsWith('test')) return false;
  seen.add(file);
  return (metafile.inputs[file]?.imports ?? []).some(({ path }) => startsPrograms(path, seen));
}

const unit = files.filter((file) => !startsPrograms(file));
const jest = join('node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(process.execPath, [jest, '--runTestsByPath', ...unit, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
