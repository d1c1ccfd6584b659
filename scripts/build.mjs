// Builds what is published: one minified CommonJS file for each part that is loaded on its own (docs/decisions.md, 1).
import { rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { licences } from './licences.mjs';
import { writeCommandIndex, writeManifest } from './manifest.mjs';

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

/** The SDK's own search for credentials is never asked: ours are given to it. Left out, it saves half of the file. */
const withoutProviders = {
  name: 'without-providers',
  setup({ onResolve, onLoad }) {
    const filter = /^@aws-sdk\/(credential-provider-node|signature-v4-multi-region)$/;
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter, namespace: 'left-out' }, () => ({ contents: 'export const defaultProvider = undefined;' }));
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
  external: ['typescript'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

const bundle = (entryPoints, plugins) => build({ ...options, entryPoints, plugins });

rmSync('dist', { recursive: true, force: true });
writeCommandIndex();
const cli = await bundle(['src/cli.ts'], [loadedLater]);
await writeManifest();
const others = await bundle(['src/main.ts', 'src/demo/demo.ts'], [loadedLater]);
const sts = await bundle(['src/credentials/sts.ts'], [loadedLater, withoutProviders]);
writeFileSync('dist/THIRD_PARTY_LICENCES', licences([cli, others, sts]));
