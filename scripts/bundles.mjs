// What is published: one minified CommonJS file for each part that is loaded on its own (docs/decisions.md).
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { SOURCED } from './sourced.mjs';

/**
 * The handlers that scripts and other programs run all day. They are exports of `dispatch`, which imports them from itself:
 * esbuild would wrap whatever else a dynamic import reaches in the same file, and V8 would then parse all of that twice.
 */
const HOT = ['src/assume.ts', 'src/exec/exec.ts', 'src/export/export.ts'];

/** What `list` and `choose` need of the modules that `dispatch` has anyway. */
const SHARED = ['src/completion/loadProfiles.ts', 'src/explain/list/usableUntil.ts'];

/** What a handler loads only for some of its flags. */
const LAZY = ['src/status/verify.ts'];

/**
 * The files of `dist/`, and the modules that each of them exports. `await import('./x')` in our own code loads the file that
 * has that module; a module in none of them is loaded together with whatever imports it.
 * @param manifest oclif's manifest, which names the handlers
 */
export function bundles({ commands }) {
  const named = {
    main: ['src/main.ts'],
    dispatch: ['src/entry/dispatch.ts', ...HOT, ...SHARED],
    oclif: ['src/entry/oclif.ts'],
    announcement: ['src/terminal/announcement.ts'],
    debugLog: ['src/terminal/debugLog.ts'],
    report: ['src/terminal/report.ts', 'src/doctor/moving/usageHints.ts'],
    chalk: ['chalk'],
    regions: ['src/completion/regions.ts'],
    list: ['src/explain/list/list.ts'],
    choose: ['src/entry/choose.ts'],
    // Most calls that load `choose` name a profile, and open no picker.
    picker: ['picker', 'numberedList'].map((name) => `src/terminal/picker/${name}.ts`),
    match: ['src/find/match.ts'],
    requestRole: ['src/credentials/requestRole.ts'],
    mfa: ['mfaSession', 'requestSession'].map((name) => `src/credentials/${name}.ts`),
    connections: ['src/credentials/network/connections.ts'],
    sts: ['src/credentials/sts.ts'],
    sources: ['src/credentials/askSource.ts'],
    // Most of this is what the SDK's clients have in common.
    providers: ['sources/sso', 'sources/awsLogin', 'sources/machine', 'ssoSignIn/signIn'].map(
      (name) => `src/credentials/${name}.ts`,
    ),
    demo: ['src/demo/openDemo.ts'],
    // Prompts and scripts ask it all day, so `main` answers its plain forms without the table of commands.
    status: ['src/status/status.ts'],
  };
  const placed = Object.values(named).flat();
  const handlers = Object.values(commands).map(({ handler }) => `src/${handler.split('#')[0]}.ts`);
  const features = [...new Set(handlers), ...LAZY].filter((file) => !placed.includes(file));
  return { ...named, features: features.sort() };
}

/** Leads a lazy import to the file of `dist/` that has the module. */
const lazyImports = (table) => ({
  name: 'lazy-imports',
  setup({ onResolve }) {
    const fileOf = new Map(Object.entries(table).flatMap(([name, modules]) => modules.map((module) => [module, name])));
    onResolve({ filter: /./ }, ({ kind, path, importer, resolveDir }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules')) return undefined;
      const module = path.startsWith('.') ? `${relative('.', resolve(resolveDir, path))}.ts` : path;
      const name = fileOf.get(module.replaceAll('\\', '/'));
      return name && { path: `./${name}.js`, external: true };
    });
  },
});

/**
 * What is named and never used: the SDK's own search for credentials (it is given ours), and what oclif needs to search
 * folders for plugins and commands, to verify checksums, and to show progress. Without it the files are a third smaller.
 */
const LEFT_OUT =
  /^(@smithy\/core\/event-streams|@aws-sdk\/(credential-provider-node|signature-v4-multi-region)|tinyglobby|minimatch|lilconfig|node:zlib|\.\/action\/spinner)$/;

const leftOut = {
  name: 'left-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: LEFT_OUT, namespace: 'left-out' }, () => ({ contents: 'module.exports = class {};' }));
  },
};

/** What `argv/commandManifest.ts` names of a command, its flags, and its arguments. */
const SPEC = ['id', 'summary', 'aliases', 'takesCommand', 'flags', 'args'];
const SPEC_ITEM = ['name', 'char', 'type', 'multiple', 'exclusive', 'options', 'summary', 'required'];

/** An object without what isn't named, or is false, as if it were absent. */
const only = (object, names) =>
  Object.fromEntries(names.filter((name) => object[name]).map((name) => [name, object[name]]));

const onlyItems = (items) => Object.fromEntries(Object.entries(items).map(([id, item]) => [id, only(item, SPEC_ITEM)]));

/** The manifest for parsing: half as long. Only oclif needs the whole one. V8 reads JSON faster than code. */
const leanManifest = {
  name: 'lean-manifest',
  setup({ initialOptions, onLoad }) {
    if (initialOptions.entryPoints?.[0] === 'src/entry/oclif.ts') return;
    onLoad({ filter: /[\\/]oclif\.manifest\.json$/ }, async ({ path }) => {
      const specs = Object.entries(JSON.parse(await readFile(path, 'utf8')).commands).map(([id, spec]) => {
        const { flags, args, ...others } = only(spec, SPEC);
        return [id, { ...others, flags: onlyItems(flags), args: onlyItems(args) }];
      });
      const text = JSON.stringify({ commands: Object.fromEntries(specs) });
      return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});` };
    });
  },
};

/** What the SDK gets in place of modules of Node that take time to load: by the module, and the end of the importer's path. */
const STAND_INS = [
  ['node:https', /./, 'https'],
  ['node:fs/promises', /./, 'files'],
  ['node:crypto', /serde[\\/]index\.js$/, 'random'],
];

const standIns = {
  name: 'stand-ins',
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) => {
      if (!/node_modules[\\/]@(smithy|aws-sdk)/.test(importer)) return undefined;
      const [, , name] = STAND_INS.find(([module, user]) => module === path && user.test(importer)) ?? [];
      return name && { path: resolve(`src/credentials/standIns/${name}.ts`) };
    });
  },
};

/** The global `crypto`, with which the SDK would otherwise make a UUID, loads WebCrypto. It has a way without it. */
const WITHOUT_WEB_CRYPTO = { crypto: 'undefined', 'globalThis.crypto': 'undefined' };

const entry = (modules) =>
  modules.length === 1 && modules[0].startsWith('src/')
    ? { entryPoints: modules }
    : { stdin: { contents: modules.map((name) => `export * from '${specifier(name)}';`).join('\n'), resolveDir: '.' } };

const specifier = (name) => (name.startsWith('src/') && !isAbsolute(name) ? `./${name}` : name);

/** Builds all files of `dist/`. @returns esbuild's results */
export const buildBundles = (table) =>
  Promise.all(
    Object.entries(table).map(([name, modules]) =>
      build({
        ...entry(modules),
        outfile: `dist/${name}.js`,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node20',
        format: 'cjs',
        // `import()` would start Node's loader of ES modules, which costs a third of Node's own start.
        supported: { 'dynamic-import': false },
        // The SDK's ES modules: esbuild drops what is unused of them, half of their code.
        mainFields: ['module', 'main'],
        external: ['typescript'],
        legalComments: 'none',
        // After the first line, which names Node.
        ...(name === 'main' && { banner: { js: SOURCED } }),
        // `open` looks for a file beside it, which a bundle doesn't have.
        logOverride: { 'empty-import-meta': 'silent' },
        ...(name === 'sts' && { define: WITHOUT_WEB_CRYPTO }),
        metafile: true,
        logLevel: 'warning',
        plugins: [lazyImports(table), leftOut, leanManifest, standIns],
      }),
    ),
  );
