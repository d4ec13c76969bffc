// The import rules of the house (docs: the design's section 3). test/unit/import-rules.test.ts breaks each one.

/** From the ground up: a layer uses those before it, never one after it. */
const layers = [
  'contract',
  'platform',
  'store',
  'queue',
  'identity',
  'targets',
  // An office's working days, which every clock of the stages counts with.
  'workdays',
  'intake',
  'review',
  'release',
  'deliver',
  'record',
  // Tells people and programs what the ledger says: above all stages, used by none.
  'notifications',
  // An operator's tools: no stage, but above them all.
  'operate',
];
const stages = layers.slice(layers.indexOf('intake'));
/** Beside the stages: these use what lies below the stages, and only app.module.ts uses them. */
const besides = ['screens', 'live'];
const any = (names) => `(${names.join('|')})`;

const tests = '\\.test\\.tsx?$';
const drills = '^channels/[^/]+/drill/';
const packages = (names) => `(^|/)node_modules/${any(names)}(/|$)`;

const noLaterLayer = layers.slice(0, -1).map((layer, index) => ({
  name: `no-later-layer-than-${layer}`,
  comment: `src/${layer} may use only ${layers.slice(0, index).join(', ') || 'zod'}: forward motion is data, not calls.`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: tests },
  to: { path: `^src/${any(layers.slice(index + 1))}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'No circles: take out what both need, or turn one direction into data.',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'The import leads nowhere. (Packages of types alone are left to the compiler.)',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        dependencyTypesNot: ['type-only'],
        pathNot: '^(hast|pdfmake/interfaces[.]js|virtual:antd[.]css|virtual:wall-fonts)$',
      },
    },
    {
      name: 'contract-zod-only',
      comment: 'src/contract runs in browsers too: it imports zod and itself, nothing else.',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: tests },
      to: { pathNot: ['^src/contract/', packages(['zod'])] },
    },
    ...noLaterLayer,
    {
      name: 'stage-through-its-index',
      comment: 'A stage is used through its index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: tests },
      to: { path: `^src/${any(stages)}/(?!index\\.ts$)`, pathNot: '^src/$1/' },
    },
    {
      name: 'screens-and-live-below-stages',
      comment:
        'screens and live use contract to targets; stages reach them through a port that contract declares.',
      severity: 'error',
      from: { path: `^src/${any(besides)}/`, pathNot: tests },
      to: { path: `^src/${any(stages)}/` },
    },
    {
      name: 'screens-and-live-for-the-app-module-only',
      comment: 'Only app.module.ts uses screens and live.',
      severity: 'error',
      from: { path: '^src/(?:([^/]+)/|(?!app\\.module\\.ts$))', pathNot: tests },
      to: { path: `^src/${any(besides)}/`, pathNot: '^src/$1/' },
    },
    {
      name: 'engine-below-the-stages',
      comment:
        'src/engine starts what lies below the application: platform, store and queue. Only hub.ts uses it.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: tests },
      to: { path: `^src/${any([...layers.slice(layers.indexOf('identity')), ...besides])}/` },
    },
    {
      name: 'engine-for-the-hub-only',
      comment: 'Nothing else knows which engine runs.',
      severity: 'error',
      from: { path: '^(src|channels)/', pathNot: ['^src/engine/', '^src/hub\\.ts$', tests] },
      to: { path: '^src/engine/' },
    },
    {
      name: 'ioredis-in-platform-redis-only',
      comment: 'Only src/platform/redis knows ioredis; the queue and the sockets are given its connections.',
      severity: 'error',
      from: { path: '^(src|channels|displays|console)/', pathNot: ['^src/platform/redis/', tests] },
      to: { path: packages(['ioredis']) },
    },
    {
      name: 'root-is-on-top',
      comment: 'app.module.ts, main.ts and their like know everybody and are known by nobody.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: tests },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'bullmq-in-queue-only',
      comment: 'Only src/queue knows BullMQ.',
      severity: 'error',
      from: { path: '^(src|channels|displays|console)/', pathNot: ['^src/queue/', tests] },
      to: { path: packages(['bullmq', '@nestjs/bullmq']) },
    },
    {
      name: 'channel-alone',
      comment:
        'A channel uses src/contract, its own folder and packages: no other part of the house, no sibling.',
      severity: 'error',
      from: { path: '^channels/([^/]+)/', pathNot: tests },
      to: {
        path: '^(src|channels|displays|console|test|bench|scripts)/',
        pathNot: ['^src/contract/', '^channels/$1/'],
      },
    },
    {
      name: 'channel-pure-builtins',
      comment:
        'A channel may use crypto, buffer, url and path of Node; files and network come with its context.',
      severity: 'error',
      from: { path: '^channels/', pathNot: [tests, drills] },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|url|path)(/|$)' },
    },
    {
      name: 'drill-imported-by-nobody',
      comment: 'A drill is a program in a process of its own.',
      severity: 'error',
      from: { pathNot: [drills, tests, '^(test|bench|scripts)/'] },
      to: { path: drills },
    },
    {
      name: 'pages-contract-only',
      comment: 'displays and console share src/contract with the hub, and nothing else.',
      severity: 'error',
      from: { path: '^(displays|console)/', pathNot: tests },
      to: { path: '^(src|channels|displays|console)/', pathNot: ['^src/contract/', '^$1/'] },
    },
    {
      name: 'house-without-tests',
      comment: 'What runs in production does not import tests, benchmarks or scripts.',
      severity: 'error',
      from: { path: '^(src|channels|displays|console)/', pathNot: tests },
      to: { path: ['^(test|bench|scripts)/', tests] },
    },
    {
      name: 'no-dev-packages-in-the-hub',
      comment: 'The hub runs without development packages: move the package to dependencies.',
      severity: 'error',
      from: { path: '^(src|channels)/', pathNot: [tests, drills] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
