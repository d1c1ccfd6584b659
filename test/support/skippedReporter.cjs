const { mkdirSync, rmSync, writeFileSync, writeSync } = require('node:fs');
const Module = require('node:module');
const { join, relative } = require('node:path');
const { buildSync } = require('esbuild');

/** Jest loads its reporters without the transform that tests go through. */
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
    // With `jest -t`, the tests that were not asked for count as skipped too.
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
    // Jest's own summary comes after all other reporters, so this is said when the process ends.
    const line = `\n${skippedLine(skipped)}\n`;
    process.once('exit', () => writeSync(2, line));
  }
};
