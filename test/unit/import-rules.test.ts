import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';

const configFile = resolve('.dependency-cruiser.cjs');
const config = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(createRequire(import.meta.url)(configFile));

/** A file that breaks a rule by what it imports: a file of the planted house, a package, or a builtin. */
interface Planted {
  rule: string;
  file: string;
  imports: string;
}

const layers = [
  'contract',
  'platform',
  'store',
  'queue',
  'identity',
  'targets',
  'workdays',
  'intake',
  'review',
  'release',
  'deliver',
  'record',
  'notifications',
];
const above = [
  'platform',
  'store',
  'queue',
  'identity',
  'targets',
  'workdays',
  'intake',
  'review',
  'release',
  'deliver',
  'record',
  'notifications',
  'operate',
];

const violations: Planted[] = [
  ...layers.map((layer, index) => ({
    rule: `no-later-layer-than-${layer}`,
    file: `src/${layer}/upwards.ts`,
    imports: `src/${above[index] ?? ''}/index.ts`,
  })),
  { rule: 'no-later-layer-than-intake', file: 'src/intake/far.ts', imports: 'src/record/index.ts' },
  { rule: 'no-later-layer-than-contract', file: 'src/contract/far.ts', imports: 'src/record/index.ts' },
  { rule: 'no-circular', file: 'src/store/egg.ts', imports: 'src/store/hen.ts' },
  { rule: 'not-resolvable', file: 'src/store/lost.ts', imports: 'src/store/nowhere.ts' },
  { rule: 'contract-zod-only', file: 'src/contract/package.ts', imports: 'kysely' },
  { rule: 'contract-zod-only', file: 'src/contract/builtin.ts', imports: 'node:crypto' },
  { rule: 'stage-through-its-index', file: 'src/record/inside.ts', imports: 'src/release/release.store.ts' },
  { rule: 'stage-through-its-index', file: 'src/deliver/inside.ts', imports: 'src/intake/html/parse.ts' },
  { rule: 'screens-and-live-below-stages', file: 'src/screens/stage.ts', imports: 'src/deliver/index.ts' },
  { rule: 'screens-and-live-below-stages', file: 'src/live/stage.ts', imports: 'src/intake/index.ts' },
  {
    rule: 'screens-and-live-for-the-app-module-only',
    file: 'src/deliver/screens.ts',
    imports: 'src/screens/index.ts',
  },
  {
    rule: 'screens-and-live-for-the-app-module-only',
    file: 'src/screens/live.ts',
    imports: 'src/live/index.ts',
  },
  { rule: 'screens-and-live-for-the-app-module-only', file: 'src/main.ts', imports: 'src/live/index.ts' },
  { rule: 'engine-below-the-stages', file: 'src/engine/stage.ts', imports: 'src/intake/index.ts' },
  { rule: 'engine-for-the-hub-only', file: 'src/deliver/engine.ts', imports: 'src/engine/index.ts' },
  { rule: 'ioredis-in-platform-redis-only', file: 'src/queue/ioredis.ts', imports: 'ioredis' },
  { rule: 'root-is-on-top', file: 'src/platform/root.ts', imports: 'src/app.module.ts' },
  { rule: 'bullmq-in-queue-only', file: 'src/deliver/bull.ts', imports: 'bullmq' },
  { rule: 'bullmq-in-queue-only', file: 'channels/website/bull.ts', imports: '@nestjs/bullmq' },
  { rule: 'channel-alone', file: 'channels/website/platform.ts', imports: 'src/platform/index.ts' },
  { rule: 'channel-alone', file: 'channels/website/sibling.ts', imports: 'channels/display/channel.ts' },
  { rule: 'channel-alone', file: 'channels/website/drill/platform.ts', imports: 'src/platform/index.ts' },
  { rule: 'channel-pure-builtins', file: 'channels/website/files.ts', imports: 'node:fs' },
  { rule: 'channel-pure-builtins', file: 'channels/website/net.ts', imports: 'http' },
  {
    rule: 'drill-imported-by-nobody',
    file: 'channels/display/drilled.ts',
    imports: 'channels/display/drill/server.ts',
  },
  {
    rule: 'drill-imported-by-nobody',
    file: 'src/platform/drilled.ts',
    imports: 'channels/display/drill/server.ts',
  },
  { rule: 'pages-contract-only', file: 'displays/src/store.ts', imports: 'src/store/index.ts' },
  { rule: 'pages-contract-only', file: 'console/src/channel.ts', imports: 'channels/display/channel.ts' },
  { rule: 'pages-contract-only', file: 'console/src/displays.ts', imports: 'displays/src/main.ts' },
  { rule: 'house-without-tests', file: 'src/record/helped.ts', imports: 'test/support/helper.ts' },
  { rule: 'house-without-tests', file: 'src/record/tested.ts', imports: 'src/record/index.test.ts' },
  { rule: 'no-dev-packages-in-the-hub', file: 'src/record/dev.ts', imports: 'only-for-tests' },
];

/** What the rules must let pass. */
const allowed: Omit<Planted, 'rule'>[] = [
  { file: 'src/contract/index.ts', imports: 'zod' },
  ...above.map((layer, index) => ({
    file: `src/${layer}/index.ts`,
    imports: `src/${['contract', ...above][index] ?? ''}/index.ts`,
  })),
  { file: 'src/record/intake.ts', imports: 'src/intake/index.ts' },
  { file: 'src/release/own.ts', imports: 'src/release/release.store.ts' },
  { file: 'src/queue/engine.ts', imports: 'bullmq' },
  { file: 'src/engine/index.ts', imports: 'src/queue/index.ts' },
  { file: 'src/hub.ts', imports: 'src/engine/index.ts' },
  { file: 'src/platform/redis/connect.ts', imports: 'ioredis' },
  { file: 'src/screens/index.ts', imports: 'src/targets/index.ts' },
  { file: 'src/live/index.ts', imports: 'src/queue/index.ts' },
  { file: 'src/app.module.ts', imports: 'src/screens/index.ts' },
  { file: 'channels/display/channel.ts', imports: 'src/contract/index.ts' },
  { file: 'channels/display/hash.ts', imports: 'node:crypto' },
  { file: 'channels/display/drill/server.ts', imports: 'node:http' },
  { file: 'displays/src/main.ts', imports: 'src/contract/index.ts' },
  { file: 'test/support/helper.ts', imports: 'src/record/intake.ts' },
  { file: 'src/record/index.test.ts', imports: 'only-for-tests' },
  { file: 'src/intake/later.test.ts', imports: 'src/record/index.ts' },
  { file: 'src/release/release.store.ts', imports: 'zod' },
  { file: 'src/intake/html/parse.ts', imports: 'zod' },
];

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

let house = '';
let found: { from: string; rule: string }[] = [];

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'tongbo-rules-'));
  await furnish();
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rooms = ['src', 'channels', 'displays', 'console', 'test'];
  const args = [program, '--config', configFile, '--output-type', 'json', ...rooms];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: house,
    maxBuffer: 64 * 1024 * 1024,
  });
  const { summary } = Report.parse(JSON.parse(stdout));
  found = summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}, 60_000);

afterAll(() => rm(house, { recursive: true, force: true }));

describe('each import rule', () => {
  test.each(violations)('$rule: $file must not import $imports', ({ rule, file }) => {
    expect(found).toContainEqual({ from: file, rule });
  });

  test.each(allowed)('$file may import $imports', ({ file }) => {
    expect(found.filter(({ from }) => from === file)).toEqual([]);
  });

  test('is broken here at least once', () => {
    const broken = new Set(violations.map(({ rule }) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });
});

async function furnish(): Promise<void> {
  const hen = { file: 'src/store/hen.ts', imports: 'src/store/egg.ts' };
  await Promise.all([...violations, ...allowed, hen].map(plant));
  const packages = {
    zod: '1.0.0',
    kysely: '1.0.0',
    bullmq: '1.0.0',
    '@nestjs/bullmq': '1.0.0',
    ioredis: '1.0.0',
  };
  const dev = { 'only-for-tests': '1.0.0' };
  await put('package.json', JSON.stringify({ type: 'module', dependencies: packages, devDependencies: dev }));
  await put('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'NodeNext', target: 'ES2022' } }));
  for (const name of Object.keys({ ...packages, ...dev })) {
    await put(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await put(`node_modules/${name}/index.js`, 'module.exports = {};');
  }
}

function plant({ file, imports }: Omit<Planted, 'rule'>): Promise<void> {
  const path = relative(dirname(file), imports.replace(/\.ts$/, '.js'));
  const specifier = imports.endsWith('.ts') ? (path.startsWith('.') ? path : `./${path}`) : imports;
  return put(file, `import * as it from '${specifier}';\nexport const used = it;\n`);
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), text);
}
