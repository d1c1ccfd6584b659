const { transformSync } = require('esbuild');

/** Types are erased here and checked by `tsc`: a test run needs no second compiler. */
module.exports = {
  process: (text, path) => ({
    code: transformSync(text, {
      loader: path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      // Jest has a `require`; `import()` would need Node's flag for its modules.
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: path,
    }).code,
  }),
};
