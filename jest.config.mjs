const typescript = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Made by the build of the player (displays/vite/fonts.ts).
    '^virtual:wall-fonts$': '<rootDir>/test/support/no-fonts.ts',
  },
  transform: { '^.+\\.ts$': '@swc/jest' },
};
const servers = {
  globalSetup: '<rootDir>/test/medium/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/medium/support/global-teardown.mjs',
};

/** As scripts/bundle.mjs has built them: scripts/lib/build.mjs says why. */
const built = {
  testEnvironment: 'node',
  transform: {},
  setupFiles: ['reflect-metadata'],
  testMatch: ['<rootDir>/.cache/tests/test/medium/**/*.test.js'],
  ...servers,
};

const embeddedOnly = ['embedded-postgres', 'hub', 'test-database', 'first-run', 'demo', 'move'];
const notOfQueues = [
  'access',
  'again-and-later',
  'attachment-uploads',
  'attachments',
  'boards',
  'consultations',
  'dictionary',
  'history',
  'emergency',
  'hooks',
  'housekeeping',
  'identity',
  'intake',
  'intake-files',
  'intake-race',
  'intake-submit',
  'leaks',
  'ledger-mutations',
  'members',
  'metadata',
  'notices',
  'notification-mail',
  'notifications',
  'objections',
  'once',
  'plays',
  'procedures',
  'programmes',
  'recall-proof',
  'receipt',
  'record',
  'rectifications',
  'register',
  'release-times',
  'reminders',
  'rescans',
  'review-release',
  'routes',
  'screening',
  'screens-alerts',
  'screens-fleet',
  'screens-identity',
  'warnings',
  'search',
  'service',
  'sign-on',
  'statistics',
  'stand-ins',
  'submit-rules',
  'targets',
  'web',
  'workdays',
];

/** The projects run one after the other, in this order; scripts/test.mjs names them. */
export default {
  // A bound against hanging, not a measure: slow machines and busy ones have to pass too.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
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
      ...built,
      displayName: 'medium',
      testTimeout: 20_000,
      testPathIgnorePatterns: ['\\.redis\\.test\\.js$'],
    },
    {
      ...built,
      displayName: 'medium-redis',
      testTimeout: 20_000,
      globals: { testEngine: 'redis' },
      // Only what a queue can make a difference to: not what is about the embedded engine (there is no demo on the other
      // one), nor what is about services, the database, and documents made from it.
      testPathIgnorePatterns: [`/(${[...embeddedOnly, ...notOfQueues].join('|')})\\.test\\.js$`],
    },
    {
      ...typescript,
      displayName: 'conformance',
      testTimeout: 20_000,
      testMatch: ['<rootDir>/test/conformance/**/*.test.ts'],
    },
    {
      ...typescript,
      globalSetup: '<rootDir>/test/e2e/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/e2e/support/global-teardown.mjs',
      displayName: 'e2e',
      testTimeout: 120_000,
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts', '<rootDir>/test/chaos/few-seeds.test.ts'],
    },
    {
      ...typescript,
      displayName: 'chaos',
      testTimeout: 120_000,
      testMatch: ['<rootDir>/test/chaos/**/*.test.ts'],
      testPathIgnorePatterns: ['/few-seeds\\.test\\.ts$'],
    },
    {
      ...typescript,
      displayName: 'soak',
      testTimeout: 120_000,
      testMatch: ['<rootDir>/test/soak/**/*.test.ts'],
    },
  ],
};
