const typescript = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
};
const servers = {
  globalSetup: '<rootDir>/test/medium/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/medium/support/global-teardown.mjs',
};

/** The projects run one after the other, in this order; scripts/test.mjs names them. */
export default {
  // A bound against hanging, not a measure: slow machines and busy ones have to pass too.
  testTimeout: 60_000,
  projects: [
    {
      ...typescript,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{src,channels,console,displays}/**/*.test.ts',
        '<rootDir>/test/unit/**/*.test.ts',
        '<rootDir>/scripts/**/*.test.ts',
      ],
    },
    {
      ...typescript,
      ...servers,
      displayName: 'medium',
      testTimeout: 20_000,
      testMatch: ['<rootDir>/test/medium/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.redis\\.test\\.ts$'],
    },
    {
      ...typescript,
      ...servers,
      displayName: 'medium-redis',
      testTimeout: 20_000,
      globals: { testEngine: 'redis' },
      testMatch: ['<rootDir>/test/medium/**/*.test.ts'],
      // What is about the embedded engine itself, or the database alone; there is no demo on the other one.
      testPathIgnorePatterns: ['/(embedded-postgres|hub|test-database|first-run|demo|move)\\.test\\.ts$'],
    },
    {
      ...typescript,
      displayName: 'conformance',
      testTimeout: 20_000,
      testMatch: ['<rootDir>/test/conformance/**/*.test.ts'],
    },
    {
      ...typescript,
      displayName: 'e2e',
      testTimeout: 120_000,
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    },
    {
      ...typescript,
      displayName: 'chaos',
      testTimeout: 120_000,
      testMatch: ['<rootDir>/test/chaos/**/*.test.ts'],
    },
  ],
};
