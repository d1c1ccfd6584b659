const { transformSync } = require('esbuild');

/** Only erases types; `tsc` checks them. */
module.exports = {
  process: (text, path) => ({
    code: transformSync(text, {
      loader: path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      // Jest supports `require`; `import()` would need Node's flag for its modules.
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: path,
    }).code,
  }),
};
