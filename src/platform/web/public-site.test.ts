import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '../log/index.js';
import { listen, shut } from './listen.js';
import { createPublicServer, PublicSite } from './public-site.js';

const publicUrl = 'https://notices.example.cn';

class EchoSite extends PublicSite {
  override async handle(request: Request): Promise<Response | undefined> {
    const { pathname } = new URL(request.url);
    if (pathname === '/nothing') return undefined;
    if (pathname === '/broken') throw new Error('the key of the vault is 1234');
    const body = `${request.method} ${request.url} ${JSON.stringify(Object.fromEntries(request.headers))} ${await request.text()}`;
    return new Response(body, {
      status: 203,
      headers: { 'set-cookie': 'a=b', 'x-page': '页'.length.toString() },
    });
  }
}

const site = new EchoSite();
site.at('/.well-known/own', ({ method }) => Promise.resolve(new Response(`own ${method}`)));

let server: Server;
let port: number;
beforeAll(async () => {
  server = createPublicServer(site, publicUrl, createLogger('silent'));
  await listen(server, 0, '127.0.0.1');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => shut(server));

/** fetch would tidy the path up before it sends it. */
function raw(path: string, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

test('a page is asked for below the public URL, without cookies or log-ins in or out', async () => {
  const answer = await get('/a?b=1', {
    headers: { cookie: 'hub_session=x', authorization: 'y', 'x-kept': 'z' },
  });
  expect(answer.status).toBe(203);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const text = await answer.text();
  expect(text).toContain(`GET ${publicUrl}/a?b=1 `);
  expect(text).toContain('"x-kept":"z"');
  expect(text).not.toMatch(/hub_session|authorization/);
});

test('a callback’s body arrives, a large one is refused', async () => {
  expect(await (await get('/hook', { method: 'POST', body: '通播' })).text()).toMatch(/ 通播$/);
  const large = await get('/hook', { method: 'POST', body: 'x'.repeat(1_100_000) });
  expect([large.status, await large.json()]).toEqual([
    413,
    expect.objectContaining({ code: 'file_too_large' }),
  ]);
});

test('what is not there is a 404, what breaks is hidden', async () => {
  expect((await get('/nothing')).status).toBe(404);
  const broken = await get('/broken');
  expect(broken.status).toBe(500);
  expect(await broken.text()).not.toContain('vault');
});

test('a page of the hub’s own answers before everything else, to GET and HEAD alone', async () => {
  const read = await get('/.well-known/own?x=1');
  expect([read.status, await read.text()]).toEqual([200, 'own GET']);
  expect((await get('/.well-known/own', { method: 'HEAD' })).status).toBe(200);
  const written = await get('/.well-known/own', { method: 'POST', body: 'x' });
  expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect((await get('/.well-known/own/more')).status).toBe(203);
  expect(() => {
    site.at('/.well-known/own', () => Promise.resolve(undefined));
  }).toThrow('two public pages');
});

test('HEAD brings no body; an address cannot lead to another origin', async () => {
  const head = await get('/a', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([203, '']);
  expect((await raw('//evil.example/x')).body).toContain(`GET ${publicUrl}//evil.example/x `);
  expect((await raw('http://evil.example/x')).status).toBe(400);
  expect((await raw('/x', 'TRACE')).status).toBe(400);
});
