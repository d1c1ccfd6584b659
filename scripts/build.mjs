// Builds what is published: one minified CommonJS file for each part that is loaded separately (docs/decisions.md, 1).
import { rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build } from 'esbuild';
import { licenses } from './licenses.mjs';
import { writeCommandIndex, writeManifest } from './manifest.mjs';
import { writeRegions } from './regions.mjs';
import { writeSharedLists } from './sharedLists.mjs';

/** `await import('./x')` in our own code loads a separate bundle when it is needed. */
const loadedLater = {
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, importer }) =>
      kind === 'dynamic-import' && !importer.includes('node_modules')
        ? { path: `./${basename(path)}.js`, external: true }
        : undefined,
    );
  },
};

/**
 * Packages that are imported but never run: the SDK's own credential chain (it gets our credentials), checksums, and what
 * oclif needs to find plugins and commands in folders. Without them, the files and the startup time are a third smaller.
 */
const LEFT_OUT =
  /^(@smithy\/core\/event-streams|@aws-sdk\/(credential-provider-node|signature-v4-multi-region)|tinyglobby|minimatch|lilconfig|node:zlib)$/;

const leftOut = {
  name: 'left-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: LEFT_OUT, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The SDK gets a stand-in for `node:https`, which loads it when it is needed. */
const httpsLater = {
  name: 'https-later',
  setup({ onResolve }) {
    const standIn = resolve('src/credentials/https.ts');
    onResolve({ filter: /^node:https$/ }, ({ importer }) => (importer === standIn ? undefined : { path: standIn }));
  },
};

const options = {
  outdir: 'dist',
  entryNames: '[name]',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // `import()` would start Node's ES module loader, which takes a third of Node's own startup time.
  supported: { 'dynamic-import': false },
  // Prefer the SDK's ES modules: esbuild drops their unused half.
  mainFields: ['module', 'main'],
  external: ['typescript'],
  legalComments: 'none',
  // `open` looks for a file beside its own, which a bundle doesn't have.
  logOverride: { 'empty-import-meta': 'silent' },
  metafile: true,
  logLevel: 'warning',
  plugins: [loadedLater, leftOut, httpsLater],
};

const bundle = (...entryPoints) => build({ ...options, entryPoints });

rmSync('dist', { recursive: true, force: true });
writeCommandIndex();
await writeRegions();
// The manifest is generated from the built commands and is part of the bundles, so the commands are built twice.
await bundle('src/cli.ts');
await writeManifest();
await writeSharedLists();
const all = await bundle(
  'src/cli.ts',
  'src/main.ts',
  'src/lanes.ts',
  'src/terminal/chalk.ts',
  'src/completion/regions.ts',
  'src/credentials/ask.ts',
  'src/credentials/sts.ts',
  'src/credentials/sources.ts',
  'src/credentials/providers.ts',
  'src/credentials/login.ts',
  'src/demo/demo.ts',
);
writeFileSync('dist/THIRD_PARTY_LICENSES', licenses([all]));
