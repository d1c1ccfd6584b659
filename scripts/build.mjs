// Builds what is published: one minified CommonJS file for each part that is loaded on its own (docs/decisions.md, 1).
import { rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build } from 'esbuild';
import { licences } from './licences.mjs';
import { writeCommandIndex, writeManifest } from './manifest.mjs';
import { writeRegions } from './regions.mjs';

/** `await import('./x')` in our own code means: loaded when needed, from a file of its own. */
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
 * Packages that are named and never run: the SDK's own search for credentials (ours are given to it), and what oclif needs
 * to look for plugins and commands in folders, and checksums. Left out, they save a third of the files and of the start.
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

/** The SDK's `node:https` is a stand-in that loads it when it is needed. */
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
  // `import()` would start Node's loader of ES modules, which costs a third of Node's own start.
  supported: { 'dynamic-import': false },
  // The SDK's ES modules: esbuild leaves out what is not used of them, half of their code.
  mainFields: ['module', 'main'],
  external: ['typescript'],
  legalComments: 'none',
  // `open` looks for a file beside it, which a bundle has not.
  logOverride: { 'empty-import-meta': 'silent' },
  metafile: true,
  logLevel: 'warning',
  plugins: [loadedLater, leftOut, httpsLater],
};

const bundle = (...entryPoints) => build({ ...options, entryPoints });

rmSync('dist', { recursive: true, force: true });
writeCommandIndex();
await writeRegions();
// The manifest is made from the commands as built, and is part of the bundles: so the commands are built twice.
await bundle('src/cli.ts');
await writeManifest();
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
  'src/demo/openDemo.ts',
);
writeFileSync('dist/THIRD_PARTY_LICENCES', licences([all]));
