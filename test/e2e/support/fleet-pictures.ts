import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import type { AlertKind } from '../../../src/contract/api.js';
import { findRunningPostgres } from '../../../src/platform/postgres/running.js';
import type { Db } from '../../../src/store/database.js';
import type { Schema } from '../../../src/store/schema.js';
import { breathe, fillFleet } from '../../support/screen-fleet.js';
import { until } from '../../support/until.js';
import { desk } from './browser.js';
import type { Hub } from './hub.js';
import { pageOf } from './office-pictures.js';
import { phone, save } from './picture.js';

/** The hub's own database, from outside. */
async function databaseOf(hub: Hub): Promise<Db> {
  const urls = await findRunningPostgres(hub.dataDir);
  if (!urls) throw new Error('the hub’s database does not run');
  const pool = new pg.Pool({ connectionString: urls.ownerUrl(), max: 2 });
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** The wall with twelve screens and the table with two thousand, some of them in trouble. */
export async function fleetPictures(hub: Hub, browser: Browser): Promise<void> {
  const db = await databaseOf(hub);
  // As their players would say it every few seconds.
  const alive = setInterval(() => void breathe(db).catch(() => undefined), 2_000);
  try {
    const clerk = await hub.as('clerk');
    const { member, office } = await clerk.visitor.me();
    const groups = await db
      .selectFrom('target')
      .select('id')
      .where('channel', '=', 'display')
      .where('office_id', '=', office.id)
      .execute();
    const wish = { officeId: office.id, memberId: member.id, targets: groups.map(({ id }) => id) };
    const soon = {
      offlineSeconds: 5,
      wrongSeconds: 5,
      clockSeconds: 5,
      storageSeconds: 5,
      pictureSeconds: 5,
    };
    await clerk.call('PUT', '/screen-alerts/rule', soon);
    await fillFleet(db, { ...wish, count: 12, silentPercent: 12 });
    await alertsOpen(hub, 'clock', 1);
    await take(hub, browser, 'screens-wall', '/screens?view=wall', '.wall .screen');
    await fillFleet(db, { ...wish, count: 2_000 });
    await alertsOpen(hub, 'picture', 20);
    await take(hub, browser, 'screens-table', '/screens?view=table', '.fleet-body .fleet-row');
  } finally {
    clearInterval(alive);
    await db.destroy();
  }
}

async function alertsOpen(hub: Hub, kind: AlertKind, atLeast: number): Promise<void> {
  const clerk = await hub.as('clerk');
  await until(
    async () =>
      (await clerk.call('GET', `/screen-alerts?open=true&kind=${kind}&limit=100`)).json['items'] as unknown[],
    (items) => items.length >= atLeast,
    { withinMs: 90_000, everyMs: 1_000 },
  );
}

async function take(hub: Hub, browser: Browser, name: string, path: string, shows: string): Promise<void> {
  for (const [size, options] of [
    ['', desk],
    ['-phone', phone],
  ] as const) {
    const page = await pageOf(hub, browser, 'clerk', options);
    await page.goto(hub.origin + path);
    await page.locator(shows).first().waitFor();
    await save(page, name + size);
    await page.context().close();
  }
}
