import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { HubError } from '../../src/contract/errors.js';
import { Public } from '../../src/identity/index.js';
import { startWebHub, type Answer, type WebHub } from './support/web-hub.js';

const Note = z.object({
  title: z.string().min(3),
  tags: z.array(z.object({ name: z.string() })).default([]),
});

@Controller('api/v1/notes')
@Public()
class NotesController {
  @Post()
  take(@Body({ schema: Note }) note: z.infer<typeof Note>): unknown {
    return { took: note };
  }
  @Get('broken')
  broken(): never {
    throw new Error('the key of the vault is 1234');
  }
  @Get('conflict')
  conflict(): never {
    throw new HubError('hash_mismatch', 'look again', { facts: { seen: 'sha256:a', now: 'sha256:b' } });
  }
  @Get('away')
  away(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  }
}

let hub: WebHub;
beforeAll(async () => {
  hub = await startWebHub({ controllers: [NotesController] });
});
afterAll(() => hub.close());

const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
const take = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  hub.visitor().call('POST', '/api/v1/notes', { body, headers });

test('a body is parsed by its schema; mistakes are named by their path', async () => {
  expect((await take({ title: '通知', more: 1 })).json['code']).toBe('invalid_request');
  expect((await take({ title: '关于放假的通知', more: 1 })).json).toEqual({
    took: { title: '关于放假的通知', tags: [] },
  });
  const wrong = await take({ title: 'ab', tags: [{ name: 'x' }, {}] });
  expect(code(wrong)).toEqual([400, 'invalid_request']);
  expect(wrong.json['errors']).toMatchObject([{ path: 'title' }, { path: 'tags.1.name' }]);
});

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['a sibling port', { origin: 'http://127.0.0.1:1' }],
  ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ['a same-site sibling', { 'sec-fetch-site': 'same-site' }],
])('a request that changes something and comes from %s is refused', async (_, headers) => {
  expect(code(await take({ title: 'a title' }, headers))).toEqual([403, 'cross_site']);
});

test('a request that says nothing about where it comes from is refused, a read is not', async () => {
  const body = JSON.stringify({ title: 'a title' });
  const silent = await fetch(`${hub.url}/api/v1/notes`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  expect(silent.status).toBe(403);
  expect((await fetch(`${hub.url}/health/live`)).status).toBe(200);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])(
  'what a form of another site could send (%s) is refused',
  async (type) => {
    expect(code(await take('{"title":"a title"}', { 'content-type': type }))).toEqual([
      400,
      'invalid_request',
    ]);
  },
);

test('what is wrong with a field is said in the language that was asked for', async () => {
  const messages = async (language: string) =>
    JSON.stringify((await take({ title: 'x' }, { 'accept-language': language })).json['errors']);
  expect(await messages('zh-CN,zh;q=0.9,en;q=0.5')).toMatch(/[\u4e00-\u9fff]/);
  expect(await messages('en-GB,en;q=0.9')).toMatch(/Too small/);
  expect(await messages('*')).toMatch(/Too small/);
});

test('broken JSON, a body too large and an unknown charset get their own errors', async () => {
  expect(code(await take('{"title":'))).toEqual([400, 'invalid_request']);
  expect(code(await take({ title: 'x'.repeat(4_000_000) }))).toEqual([413, 'file_too_large']);
  const odd = await take({ title: 'abc' }, { 'content-type': 'application/json; charset=klingon' });
  expect(code(odd)).toEqual([415, 'unsupported_file']);
});

test('an error inside the hub is hidden, and its request id finds it in the log', async () => {
  const answer = await hub.visitor().call('GET', '/api/v1/notes/broken');
  expect(code(answer)).toEqual([500, 'internal']);
  expect(answer.text).not.toContain('vault');
  const id = answer.headers.get('x-request-id');
  expect(answer.json['requestId']).toBe(id);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const lines = hub.logged.filter((line) => line.includes(id ?? 'no id') && line.includes('vault'));
  expect(lines).toHaveLength(1);
});

test('an error with a code keeps its facts; a database that is away is a passing trouble', async () => {
  expect((await hub.visitor().call('GET', '/api/v1/notes/conflict')).json).toMatchObject({
    type: 'urn:tongbo:problem:hash_mismatch',
    status: 409,
    detail: 'look again',
    facts: { seen: 'sha256:a', now: 'sha256:b' },
  });
  expect(code(await hub.visitor().call('GET', '/api/v1/notes/away'))).toEqual([503, 'unavailable']);
});

test('an unknown API route is a problem document, for every method', async () => {
  for (const method of ['GET', 'POST', 'DELETE'])
    expect(code(await hub.visitor().call(method, '/api/v1/nothing/here'))).toEqual([404, 'not_found']);
});

test('pages run no inline script and cannot be framed', async () => {
  for (const path of ['/', '/display', '/api/docs', '/api/v1/me']) {
    const policy = (await hub.visitor().call('GET', path)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/(?:^|;)script-src 'self'(?:;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
  }
});

test('the API documents itself, schemas included, with no inline script in its page', async () => {
  const page = await hub.visitor().call('GET', '/api/docs');
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
  const { json } = await hub.visitor().call('GET', '/api/docs/openapi.json');
  expect(json).toMatchObject({
    paths: {
      '/api/v1/notes': {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { properties: { title: { minLength: 3 } } } } },
          },
        },
      },
    },
  });
});

test('health speaks for the process and the hub; numbers are for this machine only', async () => {
  const visitor = hub.visitor();
  expect((await visitor.call('GET', '/health/live')).json).toEqual({ ok: true });
  const ready = await visitor.call('GET', '/health/ready');
  expect([ready.status, ready.json]).toEqual([200, { ok: true, parts: { database: { ok: true } } }]);
  expect((await visitor.call('GET', '/metrics')).text).toContain('tongbo_part_ok{part="database"} 1');
  const proxied = await visitor.call('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(proxied.status).toBe(404);
});

test('while nothing is listening on a port it can be taken, and a taken one is named', async () => {
  const { listen } = await import('../../src/platform/web/index.js');
  const [first, second] = [createServer(), createServer()];
  await listen(first, 0, '127.0.0.1');
  const { port } = first.address() as AddressInfo;
  await expect(listen(second, port, '127.0.0.1')).rejects.toThrow(
    `Port ${port} is taken by another program: stop that, or set PORT to another number`,
  );
  first.close();
});
