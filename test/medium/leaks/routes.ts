import { expect, test } from '@jest/globals';
import { routesOf } from '../../../src/identity/index.js';
import { ask, filled, nobodys, plain, thingsIn } from './asking.js';
import { divide } from './belongings.js';
import { own, questions } from './probes-own.js';
import { bodies, foreign, kinds } from './probes.js';
import { ofScreens, silent } from './silent.js';
import type { Visitor } from '../support/web-hub.js';
import type { OfficeAtWork } from './office-at-work.js';
import type { TwoOffices } from './two-offices.js';

interface Route {
  /** `METHOD /path`. */
  key: string;
  method: string;
  path: string;
}

/** The router's routes but for the screens', which `sockets.ts` looks at. */
const routesIn = ({ hub }: TwoOffices): Route[] =>
  routesOf(hub.app)
    .map(({ method, path }) => ({ key: `${method} ${path}`, method, path }))
    .filter(({ key }) => !ofScreens.has(key));
const hasId = ({ path }: Route): boolean => path.includes(':');
const takesBody = ({ method }: Route): boolean => ['POST', 'PUT', 'PATCH'].includes(method);

function isKnown(route: Route): boolean {
  const { key, path } = route;
  if (key in own) return true;
  if (!hasId(route)) return !takesBody(route) || key in foreign;
  const before = path.split('/').filter((_, index, parts) => parts[index + 1]?.startsWith(':'));
  return before.every((word) => word in kinds) && (!takesBody(route) || key in bodies);
}

/** What the hub itself writes all the time, whoever asks what. */
const breathing = new Set([
  'statistics_day',
  'statistics_speed',
  'statistics_clock',
  'statistics_cursor',
  'screen_presence',
  'screen_play',
  'screen_play_day',
  'screen_alert',
  'rescan',
  'auth_session',
]);

async function rowsOfA({ hub, a, b }: TwoOffices): Promise<string[]> {
  const [{ rows }] = await divide(hub.db, a.id, b.id);
  return rows
    .filter(({ table }) => !breathing.has(table))
    .map((row) => JSON.stringify(row))
    .sort();
}

const notThere = ['not_found', 'unknown_target'];

/** Whoever holds one role takes their turn from route to route; what each role may ask is walked in routes.test.ts. */
function turns({ members }: OfficeAtWork): () => [string, Visitor] {
  const all = [...members];
  let at = 0;
  return () => {
    const next = all[at++ % all.length];
    if (!next) throw new Error('the office has no members');
    return next;
  };
}

/** Up to three sets of things that an office has for a route's places. */
function someOf(path: string, office: OfficeAtWork): string[][] {
  const sets = [0, 1, 2].map((which) => thingsIn(path, office, which));
  return [...new Map(sets.map((things) => [things.join(), things])).values()];
}

/** Some hundreds of requests, on a machine that may be busy. */
const patience = 120_000;

/** Nothing of A may reach B by any route of the router, and nothing of A may change. */
export function routesTellNothing(two: () => TwoOffices): void {
  test('every route is known here: a new one is classified before it is let in', () => {
    const routes = routesOf(two().hub.app).map(({ method, path }) => `${method} ${path}`);
    expect(
      routesIn(two())
        .filter((route) => !isKnown(route))
        .map(({ key }) => key),
    ).toEqual([]);
    const named = [own, bodies, foreign].flatMap((table) => Object.keys(table));
    expect([...named, ...ofScreens, ...silent].filter((key) => !routes.includes(key))).toEqual([]);
  });

  test('the two offices have plenty to tell, and no row of the database leads to both', () => {
    const { a, secrets } = two();
    const owned = Object.entries<string[]>({ ...a.owned });
    expect(owned.filter(([, ids]) => ids.length === 0)).toEqual([]);
    expect(secrets.a.length).toBeGreaterThan(200);
    expect(secrets.a).toEqual(expect.arrayContaining([a.id, '甲子局的内部事项之released']));
    expect(secrets.a.filter((secret) => secret.includes('乙丑局'))).toEqual([]);
  });

  test(
    'a list tells each office of its own things and of none of the other’s',
    async () => {
      const { hub, a, b, secrets } = two();
      const takesItsTurn = turns(b);
      for (const route of routesIn(two())) {
        const { key, method, path } = route;
        if (method !== 'GET' || hasId(route)) continue;
        for (const who of [b.boss, takesItsTurn()[1], hub.visitor()])
          expect([key, (await ask(who, method, path, secrets.a)).told]).toEqual([key, []]);
        const mine = await ask(a.boss, method, path, secrets.a);
        if (!silent.has(key)) expect([key, mine.told.length > 0]).toEqual([key, true]);
      }
    },
    patience,
  );

  test('another office’s page mark or filter leads nowhere', async () => {
    const { a, b, secrets } = two();
    for (const route of routesIn(two())) {
      const { key, method, path } = route;
      if (method !== 'GET' || hasId(route)) continue;
      const { nextCursor } = (await a.boss.call('GET', `${path}?limit=1`)).json;
      if (typeof nextCursor !== 'string') continue;
      const next = `${path}?cursor=${encodeURIComponent(nextCursor)}`;
      expect([key, (await ask(b.boss, method, next, secrets.a)).told]).toEqual([key, []]);
    }
    for (const question of questions) {
      expect((await ask(b.boss, 'GET', question(a), secrets.a)).told).toEqual([]);
      expect((await ask(a.boss, 'GET', question(a), secrets.a)).told).not.toEqual([]);
    }
  });

  test(
    'another office’s things are not there, whoever asks: not even that they exist is told',
    async () => {
      const { a, b, secrets } = two();
      const before = await rowsOfA(two());
      const takesItsTurn = turns(b);
      for (const route of routesIn(two()).filter(hasId)) {
        const { key, method, path } = route;
        const body = await bodies[key]?.(a);
        for (const things of someOf(path, a)) {
          const strangers = nobodys(things);
          const answer = await ask(b.boss, method, filled(path, things), secrets.a, body);
          expect([key, answer.status, answer.told]).toEqual([key, answer.status, []]);
          expect([key, notThere.includes(String(answer.code))]).toEqual([key, true]);
          const other = await ask(b.boss, method, filled(path, strangers), secrets.a, body);
          expect([key, plain(answer, things)]).toEqual([key, plain(other, strangers)]);
        }
        const [role, who] = takesItsTurn();
        const { code, told } = await ask(who, method, filled(path, thingsIn(path, a)), secrets.a, body);
        expect([key, role, told]).toEqual([key, role, []]);
        expect([key, role, [...notThere, 'forbidden'].includes(String(code))]).toEqual([key, role, true]);
      }
      expect(await rowsOfA(two())).toEqual(before);
    },
    patience,
  );

  test(
    'another office’s things are not taken into one’s own',
    async () => {
      const { a, b, secrets } = two();
      const before = await rowsOfA(two());
      for (const [key, requests] of Object.entries(foreign)) {
        const [method = ''] = key.split(' ');
        for (const { path, body } of requests) {
          const asked = await ask(b.boss, method, path(b), secrets.a, await body(a, b));
          expect([key, asked.told]).toEqual([key, []]);
          expect([key, asked.status >= 400 && asked.status < 500]).toEqual([key, true]);
        }
      }
      expect(await rowsOfA(two())).toEqual(before);
    },
    patience,
  );

  test(
    'the owner’s own questions are answered, so the refusals above were the office’s',
    async () => {
      const { a, secrets } = two();
      const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
      const asked = routesIn(two())
        .filter(hasId)
        .sort((one, other) => order.indexOf(one.method) - order.indexOf(other.method));
      for (const { key, method, path } of asked) {
        const address = filled(path, thingsIn(path, a));
        const { status } = await ask(a.boss, method, address, secrets.a, await bodies[key]?.(a));
        expect([key, [400, 401, 403, 404].includes(status), status]).toEqual([key, false, status]);
      }
    },
    patience,
  );
}
