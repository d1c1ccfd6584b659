const { mkdirSync, rmSync, writeFileSync, writeSync } = require('node:fs');
const Module = require('node:module');
const { join, relative } = require('node:path');
const { buildSync } = require('esbuild');

/** Jest doesn't transform its reporters, so this bundles TypeScript itself. */
function load(file) {
  const path = join(__dirname, file);
  const options = {
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
  };
  const [{ text }] = buildSync(options).outputFiles;
  const loaded = new Module(path, module);
  loaded.filename = path;
  loaded.paths = module.paths;
  loaded._compile(text, path);
  return loaded.exports;
}

const LIST = join(__dirname, '../../build/skippedTests.txt');

/** Ends a run with one line about the tests that were skipped, and lists them in build/. */
module.exports = class SkippedReporter {
  constructor({ testNamePattern }) {
    // With `jest -t`, jest also counts the tests that weren't selected as skipped.
    this.wanted = new RegExp(testNamePattern ?? '', 'i');
  }

  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults.flatMap(({ testFilePath, testResults: tests }) =>
      tests
        .filter(({ status, fullName }) => status === 'pending' && this.wanted.test(fullName))
        .map(({ fullName }) => ({
          file: relative(join(__dirname, '..'), testFilePath).replace(/\.test\.ts$/, ''),
          title: fullName,
        })),
    );
    rmSync(LIST, { force: true });
    if (skipped.length === 0) return;
    const { skippedLine, skippedList } = load('skipped.ts');
    mkdirSync(join(LIST, '..'), { recursive: true });
    writeFileSync(LIST, skippedList(skipped));
    // Jest prints its own summary after all reporters, so this line is written when the process exits.
    const line = `\n${skippedLine(skipped)}\n`;
    process.once('exit', () => writeSync(2, line));
  }
};
