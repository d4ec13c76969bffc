import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { io } from 'socket.io-client';
import { LIVE_NAMESPACE, type Role } from '../../../src/contract/api.js';
import { DISPLAY_API, DISPLAY_NAMESPACE } from '../../../src/contract/display-link.js';
import { markOf, permissionsOf, routesOf, type Route, type RouteMark } from '../../../src/identity/index.js';
import type { Messages } from '../../../src/screens/messages.js';
import type { Visitor } from '../../support/visitor.js';

/** Who adds a public route decides something, and says so here. */
const open = new RegExp(`^(?:/api/auth/|/health/|/metrics$|${DISPLAY_API}/)`);
/** What a screen says before the hub knows it; whoever opens another message to anybody says so here. */
const saidByAnybody: readonly string[] = ['helloV1'];
/** Asking for these as a member would end the walk's own session. */
const endsTheWalk = new Set(['POST /api/auth/sign-out']);
const NOBODYS_ID = '01900000-0000-7000-8000-000000000000';

/** The gateways that the hub means to have; whoever adds one lists it here and has it walked. */
const gateways: readonly string[] = [LIVE_NAMESPACE, DISPLAY_NAMESPACE];

export interface People {
  nobody: Visitor;
  members: ReadonlyMap<Role, Visitor>;
}

/** What stands in Express beside the controllers' routes, by the names of its functions; the last two are Nest's own. */
const mounted: readonly string[] = [
  ...[
    '<anonymous>',
    'result',
    'securityHeaders',
    'secureCookies',
    'requireSameOrigin',
    'jsonParser',
    'language',
    '<anonymous>',
  ],
  'router',
  ...['compression', 'serveStatic', '<anonymous>', '<anonymous>', '<anonymous>'].map(
    (name) => `router > ${name}`,
  ),
  'GET /display,/display/',
  ...['<anonymous>', '<anonymous>'],
];

/** As Express keeps them. */
interface Layer {
  name: string;
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

/** What answers requests past the controllers, where no guard stands: middleware and routes that were mounted by hand. */
export function mountFaults(app: INestApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  const known = new Set(routesOf(app).map(({ method, path }) => `${method} ${path}`));
  const left = [...mounted];
  return partsOf(router.stack).filter((part) => {
    if (known.has(part)) return false;
    const place = left.indexOf(part);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

const partsOf = (stack: readonly Layer[], above = ''): string[] =>
  stack.flatMap(({ name, route, handle }) => [
    ...(route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : [`${above}${name}`]),
    ...partsOf(handle.stack ?? [], `${above}${name} > `),
  ]);

/** Asks every route as nobody and as every role; what is not as its mark says, a line each. */
export async function routeFaults(app: INestApplication, people: People): Promise<string[]> {
  const faults: string[] = [];
  for (const route of routesOf(app)) {
    const name = `${route.method} ${route.path}`;
    const [mark] = route.marks;
    if (route.marks.length !== 1 || mark === undefined) {
      faults.push(`${name}: ${route.marks.length} marks (${route.handler})`);
      continue;
    }
    if (mark === 'public') {
      if (!open.test(route.path)) faults.push(`${name}: public, and not on the list`);
      continue;
    }
    const asked = await ask(people.nobody, route);
    if (asked !== 401) faults.push(`${name}: nobody got ${asked}`);
    if (endsTheWalk.has(name)) continue;
    for (const [role, visitor] of people.members) {
      const status = await ask(visitor, route);
      if (may(role, mark) ? status === 401 || status === 403 : status !== 403)
        faults.push(`${name}: ${role} got ${status}`);
    }
  }
  return faults;
}

const may = (role: Role, mark: RouteMark): boolean =>
  typeof mark === 'string' || mark.anyOf.some((permission) => permissionsOf([role]).has(permission));

async function ask(visitor: Visitor, { method, path }: Route): Promise<number> {
  const url = path.replaceAll(/:\w+/g, NOBODYS_ID).replaceAll(/[{*}]/g, '');
  return (await visitor.call(method === 'ALL' ? 'GET' : method, url)).status;
}

/** What socket.io itself tells of a socket. */
const ends: readonly (string | symbol)[] = ['disconnect', 'disconnecting', 'error'];

const NAMESPACE = 'websockets:gateway_options';
const EVENT = 'message';

interface Gateway {
  name: string;
  namespace: string;
  /** Events that Nest hands over, with their marks. */
  events: { event: string; marks: RouteMark[] }[];
}

/** Every socket gateway of the application, as Nest's metadata tells. */
export function gatewaysOf(app: INestApplication): Gateway[] {
  const scanner = new MetadataScanner();
  const providers = [...app.get(ModulesContainer, { strict: false }).values()].flatMap((module) => [
    ...module.providers.values(),
  ]);
  const classes = new Set(
    providers.map(({ metatype }) => metatype).filter((type) => typeof type === 'function'),
  );
  return [...classes].flatMap((type) => {
    const options = Reflect.getMetadata(NAMESPACE, type) as { namespace?: string } | undefined;
    if (options === undefined) return [];
    const prototype = (type as { prototype: Record<string, object | undefined> }).prototype;
    const events = scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const event = handler && (Reflect.getMetadata(EVENT, handler) as string | undefined);
      return handler && event !== undefined ? [{ event, marks: markOf(handler, type) }] : [];
    });
    return [{ name: type.name, namespace: options.namespace ?? '/', events }];
  });
}

/** What a gateway takes that nobody said who may send. */
export function gatewayFaults(app: INestApplication): string[] {
  return gatewaysOf(app).flatMap(({ name, namespace, events }) => [
    ...(gateways.includes(namespace) ? [] : [`${name}: nobody listed the namespace ${namespace}`]),
    ...events
      .filter(({ marks }) => marks.length !== 1)
      .map(({ event, marks }) => `${name} ${event}: ${marks.length} marks`),
  ]);
}

/** Namespaces that no gateway has, and what sockets take past Nest: listeners that were put on by hand. */
export async function listenerFaults(
  { server }: Namespace,
  { url, cookie = '' }: Visitor,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, namespace] of server._nsps) {
    // socket.io's own, in which nobody listens.
    if (name !== '/' && !gateways.includes(name)) faults.push(`${name}: no gateway’s namespace`);
    const socket = io(`${url}${name}`, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: url, cookie },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const [mine] = [...namespace.sockets.values()].filter(({ id }) => id === socket.id);
    for (const event of mine?.eventNames() ?? ['nothing'])
      if (!ends.includes(event)) faults.push(`${name} ${String(event)}: taken by hand`);
    socket.disconnect();
  }
  return faults;
}

/** Sends every message of the screens' link without having signed a challenge; those that were not refused. */
export async function linkFaults(url: string, messages: Messages): Promise<string[]> {
  const socket = io(`${url}${DISPLAY_NAMESPACE}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('challengeV1', () => {
        resolve();
      });
      socket.once('connect_error', reject);
    });
    const faults: string[] = [];
    for (const [event, { speaker }] of Object.entries(messages)) {
      if (speaker === 'anybody') {
        if (!saidByAnybody.includes(event)) faults.push(`${event}: from anybody, and not on the list`);
        continue;
      }
      const answer: unknown = await socket.timeout(5_000).emitWithAck(event);
      const code = (answer as { error?: { code?: string } }).error?.code;
      if (code !== 'not_signed_in') faults.push(`${event}: ${JSON.stringify(answer)}`);
    }
    return faults;
  } finally {
    socket.disconnect();
  }
}

/** How the console's namespace answers a member, or nobody, who connects and says something. */
export function liveAnswer(visitor: Visitor): Promise<string> {
  const { url, cookie = '' } = visitor;
  const socket = io(`${url}${LIVE_NAMESPACE}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin: url, cookie },
  });
  return new Promise<string>((resolve) => {
    socket.once('connect_error', (error) => {
      resolve(error.message);
    });
    socket.once('connect', () => {
      socket.emit('anything', {}, (problem: { code: string }) => {
        resolve(problem.code);
      });
    });
  }).finally(() => socket.disconnect());
}
