import { Controller, Get, Module, Post, type MiddlewareConsumer } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Express, RequestHandler } from 'express';
import type { Namespace } from 'socket.io';
import { AppModule } from '../../src/app.module.js';
import { Role } from '../../src/contract/api.js';
import { createMember } from '../../src/identity/members.js';
import { Public, Requires, routesOf } from '../../src/identity/index.js';
import { transact } from '../../src/store/database.js';
import type { QueueBackend } from '../../src/queue/index.js';
import { DisplayGateway } from '../../src/screens/display.gateway.js';
import { fromAnybody, type Messages } from '../../src/screens/messages.js';
import { discoverChannels } from '../../src/targets/index.js';
import { openTestQueue, testRedis } from '../support/engine.js';
import {
  gatewayFaults,
  linkFaults,
  listenerFaults,
  liveAnswer,
  mountFaults,
  routeFaults,
  type People,
} from './support/walk.js';
import { startWebHub, type Visitor, type WebHub } from './support/web-hub.js';

/** What somebody could add and forget to say who may use it. */
@Controller('api/v1/planted')
class PlantedController {
  @Get('unmarked')
  unmarked(): string {
    return 'anybody?';
  }

  @Get('double')
  @Public()
  @Requires('announcement.read')
  double(): string {
    return 'which?';
  }

  @Post('open')
  @Public()
  open(): string {
    return 'everybody';
  }
}

@WebSocketGateway({ namespace: '/planted' })
class PlantedGateway {
  @SubscribeMessage('planted')
  planted(): string {
    return 'anybody?';
  }
}

@Module({ controllers: [PlantedController], providers: [PlantedGateway] })
class Planted {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(plantedByHand).forRoutes('planted/module');
  }
}

/** Express hands a request to this and no guard looks at it. */
const plantedByHand: RequestHandler = (_, response) => {
  response.end('anybody?');
};

const backends: QueueBackend[] = [];

const namespaceOf = ({ app }: WebHub): Namespace =>
  app.get(DisplayGateway, { strict: false })['namespace'] as unknown as Namespace;

async function start(planted: boolean): Promise<WebHub> {
  return startWebHub({
    async root(parts) {
      const channels = await discoverChannels();
      const lanes = new Map([...channels.keys()].map((id) => [id, 1]));
      const backend = await openTestQueue({ ...parts, lanes: lanes.size, redisUrl: testRedis() });
      backends.push(backend);
      const root = AppModule.with({ ...parts, channels, queue: { lanes, backend, work: false } });
      return planted ? { ...root, imports: [...(root.imports ?? []), Planted] } : root;
    },
  });
}

/** One member a role, signed in. */
async function peopleOf(hub: WebHub): Promise<People> {
  const { officeId } = await hub.db
    .selectFrom('member')
    .select('office_id as officeId')
    .where('username', '=', 'admin')
    .executeTakeFirstOrThrow();
  const password = 'vier-gute-worte-hier';
  const members = new Map<Role, Visitor>();
  for (const role of Role.options) {
    const member = { officeId, username: `walk.${role}`, name: '行走者', roles: [role], password };
    await transact(hub.db, 'system:test', (tx) =>
      createMember(tx, 'system:test', { ...member, mustChangePassword: false }),
    );
    const visitor = hub.visitor();
    expect((await visitor.signIn(member.username, password)).status).toBe(200);
    members.set(role, visitor);
  }
  return { nobody: hub.visitor(), members };
}

let hub: WebHub;
let people: People;
beforeAll(async () => {
  hub = await start(false);
  people = await peopleOf(hub);
}, 60_000);
afterAll(async () => {
  await hub.close();
  for (const backend of backends) await backend.close();
});

test('every route has one mark, and each role gets no further than its mark says', async () => {
  expect(routesOf(hub.app).length).toBeGreaterThan(40);
  expect(await routeFaults(hub.app, people)).toEqual([]);
  expect(mountFaults(hub.app)).toEqual([]);
}, 120_000);

test('the console’s socket admits members and takes no message; a screen’s takes none before it has signed', async () => {
  expect(gatewayFaults(hub.app)).toEqual([]);
  const clerk = people.members.get('clerk') ?? people.nobody;
  expect(await listenerFaults(namespaceOf(hub), clerk)).toEqual([]);
  expect(await liveAnswer(people.nobody)).toBe('not_signed_in');
  for (const member of people.members.values()) expect(await liveAnswer(member)).toBe('payload_invalid');
  const { messages } = hub.app.get(DisplayGateway, { strict: false });
  expect(Object.keys(messages).length).toBeGreaterThan(4);
  expect(await linkFaults(hub.url, messages)).toEqual([]);
}, 30_000);

test('a route, a gateway or a message that was planted without a permission is found', async () => {
  const planted = await start(true);
  try {
    const nobody = { nobody: planted.visitor(), members: new Map<Role, Visitor>() };
    expect(await routeFaults(planted.app, nobody)).toEqual([
      'GET /api/v1/planted/unmarked: 0 marks (PlantedController.unmarked)',
      'GET /api/v1/planted/double: 2 marks (PlantedController.double)',
      'POST /api/v1/planted/open: public, and not on the list',
    ]);
    // What carries no mark is closed, also before the walk finds it.
    const { call } = await planted.signedIn('administrator').then((visitor) => ({
      call: (path: string) => visitor.call('GET', path),
    }));
    expect((await call('/api/v1/planted/unmarked')).status).toBe(403);
    expect(gatewayFaults(planted.app)).toEqual([
      'PlantedGateway: nobody listed the namespace /planted',
      'PlantedGateway planted: 0 marks',
    ]);
    planted.app.use('/planted/mounted', plantedByHand);
    (planted.app.getHttpAdapter().getInstance() as Express).get('/planted/adapter', plantedByHand);
    expect(await planted.visitor().call('GET', '/planted/mounted')).toMatchObject({ status: 200 });
    expect(mountFaults(planted.app)).toEqual(['handler', 'plantedByHand', 'GET /planted/adapter']);
    const namespace = namespaceOf(planted);
    namespace.on('connection', (socket) => socket.on('planted', () => undefined));
    namespace.server.of('/planted-by-hand');
    expect((await listenerFaults(namespace, await planted.signedIn('clerk'))).sort()).toEqual([
      '/display planted: taken by hand',
      '/planted planted: taken by hand',
      '/planted-by-hand: no gateway’s namespace',
      '/planted: no gateway’s namespace',
    ]);
    // A message that says it is a device's, and is taken from anybody.
    const gateway = planted.app.get(DisplayGateway, { strict: false });
    const { holdsV1 } = gateway.messages;
    const asked: Messages = { ...gateway.messages };
    gateway.messages.holdsV1 = fromAnybody(holdsV1.schema, () => Promise.resolve({ ok: true }));
    expect(await linkFaults(planted.url, asked)).toEqual([expect.stringContaining('holdsV1: ')]);
    // And one that says it is anybody's, which nobody decided.
    expect(await linkFaults(planted.url, gateway.messages)).toEqual([
      'holdsV1: from anybody, and not on the list',
    ]);
  } finally {
    await planted.close();
  }
}, 60_000);
