module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.(ts|js)$': '<rootDir>/test/support/transform.cjs' },
  // Some packages are published as ES modules only; everything else in node_modules is left alone.
  transformIgnorePatterns: ['/node_modules/(?!(chalk|fuzzysort|get-east-asian-width|otpauth|shlex|@noble)/)', '/dist/'],
  setupFilesAfterEnv: ['<rootDir>/test/support/afterFile.ts'],
  reporters: ['default', '<rootDir>/test/support/skippedReporter.cjs'],
  testTimeout: 60_000,
  // Most tests wait for shells, not for a processor.
  maxWorkers: 3,
};
