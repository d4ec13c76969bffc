import { once } from 'node:events';
import type { Server } from 'node:http';
import { sql } from 'kysely';
import { channel } from '../../channels/website/channel.js';
import type { Rendition } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import { canonicalJson } from '../../src/platform/hash.js';
import { newId } from '../../src/platform/ids.js';
import { createLogger } from '../../src/platform/log/index.js';
import { BlobStore } from '../../src/platform/storage/blobs.js';
import { createPublicServer, PublicSite, shut } from '../../src/platform/web/index.js';
import { notify } from '../../src/store/notify.js';
import { anOffice, aTarget } from '../../test/factories/office.js';
import { freePair } from '../../test/support/free-pair.js';
import { startTestHub, type TestHub } from '../../test/support/test-hub.js';
import { withCluster } from '../cluster.js';
import { article, type BenchSite } from './notice.js';
import { seed } from './seed.js';

/** Starts one, fills it, and takes everything away again at the end. */
export function withSite<T>(notices: number, use: (site: BenchSite) => Promise<T>): Promise<T> {
  return withCluster(async (postgres, dataDir) => {
    const publicUrl = `http://127.0.0.1:${String(await freePair())}`;
    const hub = await startTestHub({
      appUrl: postgres.appUrl(),
      ownerUrl: postgres.ownerUrl(),
      channels: new Map([['website', channel]]),
      origins: [publicUrl],
      publicUrl,
      roles: 'worker',
      dataDir,
    });
    const pages = hub.app.get(PublicSite, { strict: false });
    const server = createPublicServer(pages, publicUrl, createLogger('fatal'));
    try {
      await listening(server, Number(new URL(publicUrl).port));
      const site = await furnished(hub, pages, publicUrl);
      await seed(site, notices, postgres.ownerUrl());
      return await use(site);
    } finally {
      await shut(server, 0);
      await hub.stop();
    }
  });
}

async function listening(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

async function furnished(hub: TestHub, pages: PublicSite, publicUrl: string): Promise<BenchSite> {
  if (!article) throw new Error('the website has no fixture called tonggao');
  const office = await anOffice(hub);
  const target = await aTarget(hub, office, 'website', { siteName: '望河区城市管理局' }, 8);
  const row = await hub.db
    .selectFrom('target')
    .select('slug')
    .where('id', '=', target)
    .executeTakeFirstOrThrow();
  const value = (await channel.render(article, { siteName: '' }, noKit)) as unknown as Rendition<Json>;
  const hash = await hub.app.get(BlobStore, { strict: false }).put(canonicalJson(value));
  return { hub, pages, office, target, base: `${publicUrl}/site/${row.slug}`, rendition: { hash, value } };
}

const unused = () => Promise.reject(new Error('the website renders without files'));
const noKit = { font: unused, read: unused, keep: unused, pages: unused };

/** Publishes one notice through the whole pipeline. Resolves with its address when the hub has verified it. */
export async function publishOne({ hub, office, target, rendition }: BenchSite): Promise<string> {
  const [announcement, version, delivery] = [newId(), newId(), newId()];
  const slug = `new-${delivery.slice(-12)}`;
  const content = JSON.stringify({ ...article, body: '' });
  const { memberId } = office.callers.clerk;
  await sql`
    with a as (
      insert into announcement (id, office_id, drafter_id, slug, stage, title, body, category, issuer, attachments, target_ids)
      values (${announcement}, ${office.id}, ${memberId}, ${slug}, 'released', 't', '', 'c', 'i', '[]', '{}')
    ), v as (
      insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by)
      values (${version}, ${office.id}, ${announcement}, 1, ${rendition.hash}, ${content}, array[${target}::uuid], ${memberId})
    ), r as (
      insert into rendition values (${version}, ${target}, 'website', ${rendition.hash})
    ), p as (
      insert into approval (version_id, version_hash) values (${version}, ${rendition.hash})
    )
    insert into release (id, office_id, announcement_id, version_id, publish_at, priority, released_by)
    values (${delivery}, ${office.id}, ${announcement}, ${version}, hub_now(), 'routine', ${memberId})`.execute(
    hub.db,
  );
  await sql`
    insert into delivery (id, office_id, release_id, announcement_id, version_id, target_id, channel, rendition_hash,
      operation, state, lane, item_key, publish_at, due_at)
    values (${delivery}, ${office.id}, ${delivery}, ${announcement}, ${version}, ${target}, 'website', ${rendition.hash},
      'publish', 'scheduled', 3, ${delivery}, hub_now(), hub_now())`.execute(hub.db);
  await notify(hub.db, 'hub_due');
  for (;;) {
    const { rows } = await sql<{ state: string; url: string | null; last_error: string | null }>`
      select state, url, last_error from delivery where id = ${delivery}`.execute(hub.db);
    const [row] = rows;
    if (row?.state === 'live' && row.url !== null) return row.url;
    if (row && !['scheduled', 'queued', 'sending'].includes(row.state))
      throw new Error(`the notice ended ${row.state}: ${row.last_error ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
