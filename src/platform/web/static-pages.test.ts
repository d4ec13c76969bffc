import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { listen, shut } from './listen.js';
import { staticPages } from './static-pages.js';

let folder: string;
let server: Server;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-pages-'));
  const files = {
    'console/index.html': 'the console',
    'console/ahead.json': JSON.stringify({
      start: ['assets/a.js'],
      office: ['assets/b.js'],
      styles: ['assets/c.css'],
    }),
    'console/assets/index-a1B2c3D4.js': 'hashed',
    'console/assets/large-a1B2c3D4.js': `'${'long '.repeat(2000)}'`,
    'console/assets/small-a1B2c3D4.js': 'plain',
    'console/assets/small-a1B2c3D4.js.br': brotliCompressSync('squeezed'),
    'console/apple-touch-icon.png': 'icon',
    'displays/index.html': 'the player',
    'displays/assets/player-a1B2c3D4.js': 'player script',
    'secret.txt': 'not a page',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const app = express();
  app.use(staticPages(folder));
  app.get('/api/v1/large', (_request, response) => {
    response.send('long '.repeat(2000));
  });
  app.use((_request, response) => {
    response.status(404).send('the hub itself');
  });
  server = createServer(app as never);
  await listen(server, 0, '127.0.0.1');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await shut(server);
  await rm(folder, { recursive: true, force: true });
});

const get = async (path: string, method = 'GET') => {
  const response = await fetch(`${url}${path}`, { method });
  return {
    status: response.status,
    text: await response.text(),
    cache: response.headers.get('cache-control'),
  };
};

test.each(['/', '/announcements', '/announcements/0190/edit?tab=1', '/login'])(
  '%s is a page of the console',
  async (path) => {
    expect(await get(path)).toEqual({ status: 200, text: 'the console', cache: 'no-cache' });
  },
);

test('a page names what it begins with, and the office only to who has a log-in', async () => {
  const links = async (path: string, cookie = '') =>
    (await fetch(`${url}${path}`, { headers: { cookie } })).headers.get('link');
  expect(await links('/login')).toBe('</assets/a.js>; rel=modulepreload');
  expect(await links('/', 'x=1; hub_session=abc')).toBe(
    '</assets/a.js>; rel=modulepreload, </assets/c.css>; rel=preload; as=style; crossorigin, </assets/b.js>; rel=modulepreload',
  );
  expect(await links('/display', 'hub_session=abc')).toBeNull();
});

test.each(['/display', '/display/'])('%s is the player', async (path) => {
  expect(await get(path)).toMatchObject({ status: 200, text: 'the player', cache: 'no-cache' });
});

test('files with their hash in the name are kept for ever, others are asked for again', async () => {
  const forEver = 'public, max-age=31536000, immutable';
  expect(await get('/assets/index-a1B2c3D4.js')).toEqual({ status: 200, text: 'hashed', cache: forEver });
  expect((await get('/display/assets/player-a1B2c3D4.js')).cache).toBe(forEver);
  expect((await get('/apple-touch-icon.png')).cache).toBe('no-cache');
});

test('script is sent compressed to who can read it, and an answer of the hub is not', async () => {
  const encoding = async (path: string, accepted: string) => {
    const response = await fetch(`${url}${path}`, { headers: { 'accept-encoding': accepted } });
    await response.arrayBuffer();
    return response.headers.get('content-encoding');
  };
  expect(await encoding('/assets/large-a1B2c3D4.js', 'gzip')).toBe('gzip');
  expect(await encoding('/assets/large-a1B2c3D4.js', 'identity')).toBeNull();
  expect(await encoding('/api/v1/large', 'gzip')).toBeNull();
});

test.each([
  '/api/v1/nothing',
  '/api',
  '/health/nothing',
  '/metrics',
  '/display/api/nothing',
  '/assets/gone-a1B2c3D4.js',
  '/%2e%2e/secret.txt',
])('%s is never answered with a page', async (path) => {
  expect((await get(path)).text).toBe('the hub itself');
});

test('a page is not what a change gets', async () => {
  expect((await get('/announcements', 'POST')).text).toBe('the hub itself');
});

test('a copy that was compressed before is handed out as it is to whoever reads it', async () => {
  const ask = (encoding: string) =>
    fetch(`${url}/assets/small-a1B2c3D4.js?v=1`, { headers: { 'accept-encoding': encoding } });
  const squeezed = await ask('gzip, br');
  expect(await squeezed.text()).toBe('squeezed');
  expect(Object.fromEntries(squeezed.headers)).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  const plain = await ask('gzip');
  expect(await plain.text()).toBe('plain');
  expect(plain.headers.get('content-encoding')).toBeNull();
});
