import { Controller, Get, Header } from '@nestjs/common';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Role } from '../../src/contract/api.js';
import { AnyMember } from '../../src/identity/index.js';
import { newId } from '../../src/platform/ids.js';
import { announceChange } from '../../src/store/changed.js';
import { startWebHub, type Visitor, type WebHub } from './support/web-hub.js';

@Controller('api/v1/file')
@AnyMember()
class FileController {
  @Get()
  @Header('content-type', 'text/csv')
  file(): string {
    return 'not,json';
  }
}

let hub: WebHub;
const open: Socket[] = [];
beforeAll(async () => {
  hub = await startWebHub({ controllers: [FileController] });
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(() => hub.close());

function page(visitor: Visitor, headers: Record<string, string> = {}, since?: Date): Socket {
  const socket = io(`${hub.url}/live`, {
    transports: ['websocket'],
    auth: since === undefined ? {} : { since: since.toISOString() },
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin: hub.url, ...(visitor.cookie ? { cookie: visitor.cookie } : {}), ...headers },
  });
  open.push(socket);
  return socket;
}

const once = <T>(socket: Socket, event: string): Promise<T> =>
  new Promise((resolve) => socket.once(event, resolve));

test('an open page hears what changed in its own office, and nothing of another', async () => {
  const socket = page(await hub.signedIn('clerk'));
  await once(socket, 'connect');
  const { id: ours } = await hub.db
    .selectFrom('office')
    .select('id')
    .where('slug', '=', 'wanghe')
    .executeTakeFirstOrThrow();
  const [theirs, id] = [newId(), newId()];
  const heard: unknown[] = [];
  socket.on('changedV1', (event) => heard.push(event));
  const last = new Promise<void>((resolve) => {
    socket.on('changedV1', ({ topic }: { topic: string }) => {
      if (topic === 'screen') resolve();
    });
  });
  await announceChange(hub.db, theirs, { topic: 'review', ids: [newId()] });
  await announceChange(hub.db, ours, { topic: 'delivery', ids: [id] });
  await announceChange(hub.db, ours, { topic: 'screen', ids: [] });
  await last;
  expect(heard).toEqual([
    { topic: 'delivery', ids: [id] },
    { topic: 'screen', ids: [] },
  ]);
});

test('a page that says since when it has answers is told what changed after that', async () => {
  const clerk = await hub.signedIn('clerk');
  const [first, began] = [page(clerk), Date.now()];
  await once(first, 'connect');
  const { id: ours } = await hub.db
    .selectFrom('office')
    .select('id')
    .where('slug', '=', 'wanghe')
    .executeTakeFirstOrThrow();
  const told = once(first, 'changedV1');
  await announceChange(hub.db, newId(), { topic: 'review', ids: [newId()] });
  await announceChange(hub.db, ours, { topic: 'delivery', ids: [newId()] });
  await told;
  // Five seconds are the hub's margin.
  const second = page(clerk, {}, new Date(began + 5_000));
  const heard: unknown[] = [];
  second.on('changedV1', (event) => heard.push(event));
  await once(second, 'changedV1');
  const last = once(second, 'changedV1');
  await announceChange(hub.db, ours, { topic: 'screen', ids: [] });
  await last;
  expect(heard).toEqual([
    { topic: 'delivery', ids: [] },
    { topic: 'screen', ids: [] },
  ]);
});

test('what a page reads together is what each path answers by itself', async () => {
  const clerk = await hub.signedIn('clerk');
  const together = (paths: readonly string[]) =>
    clerk.call('GET', `/api/v1/reads?${new URLSearchParams(paths.map((path) => ['path', path])).toString()}`);
  // Their own, what only others may read, what is not there, and a file.
  const paths = ['/me', '/members', '/nowhere', '/file'];
  const { status, json } = await together(paths);
  const alone = await Promise.all(paths.map((path) => clerk.call('GET', `/api/v1${path}`)));
  expect(status).toBe(200);
  const answers = json['answers'] as { status: number; body: { code?: string } | null }[];
  expect(answers.map((answer) => answer.status)).toEqual([200, 403, 404, 406]);
  expect(answers[0]?.body).toMatchObject({ member: alone[0]?.json['member'] });
  expect(answers.slice(1, 3).map(({ body }) => body?.code)).toEqual(
    alone.slice(1, 3).map((answer) => answer.json['code']),
  );

  for (const path of ['/reads?path=/me&path=/me', '/../../health/system', '//elsewhere/x', 'me', '/me#x'])
    expect((await together(['/me', path])).json['code']).toBe('invalid_request');
});

test('that somebody’s notifications changed is told to that member’s pages alone', async () => {
  const visitors = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')] as const;
  const [clerk, reviewer] = [page(visitors[0]), page(visitors[1])];
  await Promise.all([once(clerk, 'connect'), once(reviewer, 'connect')]);
  const member = await hub.db
    .selectFrom('member')
    .select(['id', 'office_id'])
    .where('office_id', '=', sql<string>`(select id from office where slug = 'wanghe')`)
    .where('roles', '@>', sql<Role[]>`array['clerk']`)
    .executeTakeFirstOrThrow();
  const heard: unknown[] = [];
  reviewer.on('changedV1', (event) => heard.push(event));
  const own = once(clerk, 'changedV1');
  const last = once(reviewer, 'changedV1');
  await announceChange(hub.db, member.office_id, { topic: 'notification', ids: [member.id] });
  expect(await own).toEqual({ topic: 'notification', ids: [] });
  await announceChange(hub.db, member.office_id, { topic: 'screen', ids: [] });
  await last;
  expect(heard).toEqual([{ topic: 'screen', ids: [] }]);
});

test('a liaison’s page hears that something changed at its desk, without ids, and nothing else', async () => {
  const socket = page(await hub.signedIn('liaison'));
  await once(socket, 'connect');
  const { id: ours } = await hub.db
    .selectFrom('office')
    .select('id')
    .where('slug', '=', 'wanghe')
    .executeTakeFirstOrThrow();
  const heard: unknown[] = [];
  const last = new Promise<void>((resolve) => {
    socket.on('changedV1', (event: { topic: string }) => {
      heard.push(event);
      if (event.topic === 'target') resolve();
    });
  });
  for (const topic of ['announcement', 'review', 'screen', 'delivery', 'target'] as const)
    await announceChange(hub.db, ours, { topic, ids: [newId()] });
  await last;
  expect(heard).toEqual([
    { topic: 'delivery', ids: [] },
    { topic: 'target', ids: [] },
  ]);
});

test('nobody connects without a session, nor with one that was ended', async () => {
  const refused = await once<Error & { data?: { code?: string } }>(page(hub.visitor()), 'connect_error');
  expect(refused.data?.code).toBe('not_signed_in');
  const visitor = await hub.signedIn('clerk');
  const { cookie } = visitor;
  await visitor.call('POST', '/api/auth/sign-out', { body: {} });
  visitor.cookie = cookie;
  expect((await once<Error>(page(visitor), 'connect_error')).message).toBe('not_signed_in');
});

test('a page of another site is refused before it is asked who it is', async () => {
  const visitor = await hub.signedIn('clerk');
  const refused = page(visitor, { origin: 'https://evil.example' });
  await once(refused, 'connect_error');
  expect(refused.connected).toBe(false);
});

test('rubbish is answered with an error and changes nothing', async () => {
  const socket = page(await hub.signedIn('clerk'));
  await once(socket, 'connect');
  const answer: unknown = await socket
    .timeout(2_000)
    .emitWithAck('changedV1', { topic: 'review', ids: ['x'] });
  expect(answer).toMatchObject({ code: 'payload_invalid', status: 400 });
  const told = once(socket, 'problemV1');
  socket.emit('join', 'office:of-somebody-else');
  expect(await told).toMatchObject({ code: 'payload_invalid' });
  expect(socket.connected).toBe(true);
});

test('the page is cut off when its session ends', async () => {
  const visitor = await hub.signedIn('reviewer');
  const socket = page(visitor);
  await once(socket, 'connect');
  const gone = once(socket, 'disconnect');
  await visitor.call('POST', '/api/auth/sign-out', { body: {} });
  expect(await gone).toBe('io server disconnect');
});
