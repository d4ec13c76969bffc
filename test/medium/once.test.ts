import { Controller, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Requires } from '../../src/identity/index.js';
import { startWebHub, type Answer, type WebHub, type WebNode } from './support/web-hub.js';

let counted = 0;

@Controller('api/v1/counter')
@Requires('announcement.read')
class CounterController {
  @Post()
  count(): { counted: number } {
    counted += 1;
    return { counted };
  }
}

let behind: WebHub;
let open: WebHub;
let other: WebNode;
beforeAll(async () => {
  behind = await startWebHub({ controllers: [CounterController], trustedProxies: ['127.0.0.1'] });
  other = await behind.another();
  open = await startWebHub({ controllers: [CounterController] });
});
afterAll(async () => {
  await (other as WebNode | undefined)?.end();
  await (behind as WebHub | undefined)?.close();
  await (open as WebHub | undefined)?.close();
});

async function count(hub: WebHub, id: string, url = hub.url): Promise<Answer> {
  const clerk = await hub.signedIn('clerk');
  Object.assign(clerk, { url });
  return clerk.call('POST', '/api/v1/counter', { body: {}, headers: { 'x-request-id': id } });
}

test('a request that a proxy sends again, to whichever node, is taken once', async () => {
  const before = counted;
  expect((await count(behind, 'aaaaaaaaaaaaaaaa1')).status).toBe(201);
  const again = await count(behind, 'aaaaaaaaaaaaaaaa1', other.url);
  expect([again.status, again.json['code']]).toEqual([503, 'interrupted']);
  expect((await count(behind, 'aaaaaaaaaaaaaaaa2')).status).toBe(201);
  expect(counted).toBe(before + 2);
});

test('who is no trusted proxy names no request', async () => {
  const before = counted;
  for (const _ of [1, 2]) expect((await count(open, 'bbbbbbbbbbbbbbbb1')).status).toBe(201);
  expect(counted).toBe(before + 2);
});
