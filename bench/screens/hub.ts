import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Role } from '../../src/contract/api.js';
import { HubKey, type DeviceKey } from '../../src/contract/display-link.js';
import { newId } from '../../src/platform/ids.js';
import { loadSigningKey } from '../../src/platform/keys/index.js';
import { findRunningPostgres } from '../../src/platform/postgres/running.js';
import { BlobStore } from '../../src/platform/storage/blobs.js';
import { FirstRun, type Credentials } from '../../test/e2e/support/hub.js';
import { invited } from '../../test/e2e/support/colleague.js';
import { Member } from '../../test/e2e/support/member.js';
import { HubProcess } from '../../test/medium/support/hub-process.js';
import { freePair } from '../../test/support/free-pair.js';
import { setUp } from '../../test/support/set-up.js';

interface Key {
  keyId: string;
  publicKey: DeviceKey;
}

/** What the distributed engine runs on. */
export interface Outside {
  databaseUrl: string;
  ownerUrl: string;
  redisUrl: string;
}

/** The built hub with its demo office in a process of its own; the benchmark writes to its database beside it. */
export class BenchHub {
  url = '';
  private process: HubProcess | undefined;
  private pool: Kysely<unknown> | undefined;
  private administrator: Member | undefined;

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private readonly outside: Outside | undefined,
  ) {}

  /** On the embedded engine, unless there is something outside. */
  static async start(dataDir: string, outside?: Outside): Promise<BenchHub> {
    const hub = new BenchHub(dataDir, await freePair(), outside);
    await hub.begin();
    return hub;
  }

  async begin(): Promise<void> {
    const { outside } = this;
    this.process = HubProcess.start({
      HUB_DATA: this.dataDir,
      PORT: String(this.port),
      HUB_LOG_LEVEL: 'warn',
      ...(outside
        ? {
            DATABASE_URL: outside.databaseUrl,
            DATABASE_OWNER_URL: outside.ownerUrl,
            REDIS_URL: outside.redisUrl,
            HUB_FILES: join(this.dataDir, 'blobs'),
            HUB_SECRETS: join(this.dataDir, 'hub-secrets.json'),
          }
        : {}),
    });
    const { pid } = this.process;
    // A benchmark that fails must not leave its hub behind.
    process.once('exit', () => {
      if (this.process?.pid === pid && this.process.isRunning) process.kill(pid, 'SIGKILL');
    });
    this.url = (await this.process.ready()).console;
    await this.pool?.destroy();
    const connectionString = outside?.ownerUrl ?? (await findRunningPostgres(this.dataDir))?.ownerUrl();
    this.pool = new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 2 }) }),
    });
  }

  private get db(): Kysely<unknown> {
    if (!this.pool) throw new Error('the hub has not begun');
    return this.pool;
  }

  async kill(): Promise<void> {
    await this.process?.end('SIGKILL');
  }

  async stop(): Promise<void> {
    process.stderr.write(this.process?.noise.split('\n').slice(-20).join('\n') ?? '');
    await this.pool?.destroy();
    await this.process?.end('SIGTERM');
  }

  /** Resident memory in megabytes. */
  async rssMb(): Promise<number> {
    const status = await readFile(`/proc/${String(this.process?.pid)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  /** A member of the demo; where there is none, somebody whom the first administrator invites. */
  async as(role: Role): Promise<Member> {
    if (this.outside) {
      this.administrator ??= Member.of(await setUp(this.url, this.dataDir));
      return invited(this.administrator, role, '练习员');
    }
    const text = await readFile(join(this.dataDir, 'first-run.json'), 'utf8');
    const found = FirstRun.parse(JSON.parse(text)).members.find(
      (member): member is Credentials => member.role === role,
    );
    if (!found) throw new Error(`the first run made no ${role}`);
    return Member.signIn(this.url, found);
  }

  async hubKey(): Promise<HubKey> {
    const { id, publicKey } = await loadSigningKey(this.dataDir, 'manifest-ed25519');
    return { id, publicKey };
  }

  /** A group of screens of its own, with the settings of the demo's where there is a demo. */
  async group(name: string): Promise<string> {
    const id = newId();
    await sql`
      insert into target (id, office_id, channel, slug, name, settings, concurrency)
      select ${id}, office_id, channel, ${`bench-${id.slice(-12)}`}, ${name}, settings, concurrency
      from (
        select 1 as turn, office_id, channel, settings, concurrency from target where channel = 'display'
        union all select 2, id, 'display', '{}', 16 from office
      ) t order by turn limit 1`.execute(this.db);
    await sql`
      insert into screen_group (target_id, epoch) values (${id}, (extract(epoch from hub_now()) * 1000)::bigint)`.execute(
      this.db,
    );
    return id;
  }

  /** Claims screens for a group without a person: a thousand codes would be typed in for an hour. */
  async screens(targetId: string, keys: readonly Key[]): Promise<void> {
    const rows = JSON.stringify(keys.map((key, n) => ({ ...key, id: newId(), name: `屏${String(n + 1)}` })));
    await sql`
      with claimed as (
        insert into screen (id, office_id, target_id, name, key_id, public_key, claimed_by, card_version)
        select k.id, t.office_id, t.id, k.name, k."keyId", k."publicKey",
          (select id from member where office_id = t.office_id limit 1), 1
        from jsonb_to_recordset(${rows}::jsonb) as k (id uuid, name text, "keyId" text, "publicKey" jsonb), target t
        where t.id = ${targetId} on conflict (key_id) do nothing returning id)
      insert into screen_presence (screen_id) select id from claimed`.execute(this.db);
  }

  /** Items that a group has shown for long, written without a person. */
  async items(targetId: string, count: number): Promise<void> {
    const blobs = new BlobStore(join(this.dataDir, 'blobs'));
    for (let n = 0; n < count; n += 1) {
      const document = {
        format: 'slides.v1',
        category: '通知公告',
        issuer: '示例局',
        title: `第${String(n + 1)}号`,
        permalink: `${this.url}/n/${String(n)}`,
        published: 'x',
        blocks: [{ kind: 'paragraph', runs: [{ text: `第${String(n + 1)}号通知的正文。` }] }],
      };
      const rendition = await blobs.put(JSON.stringify({ document, assets: [] }));
      await sql`
        insert into screen_item (key, office_id, target_id, rendition, assets, priority, published_at)
        select ${newId()}, office_id, id, ${rendition}, '[]'::jsonb, 'routine', hub_now() - ${n} * interval '1 hour'
        from target where id = ${targetId}`.execute(this.db);
    }
  }

  /** Whether a group is to show so many items. */
  async wanted(targetId: string, count: number): Promise<boolean> {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from screen_item where target_id = ${targetId} and retracted_at is null`.execute(
      this.db,
    );
    return rows[0]?.n === count;
  }

  /** Whether the hub has each screen's word on the newest manifest: what it shows, and what it holds of it. */
  async isCalm(targetId: string): Promise<boolean> {
    const { rows } = await sql<{ calm: boolean }>`
      select not exists (
        select from screen s join screen_presence p on p.screen_id = s.id join screen_group g on g.target_id = s.target_id
        where s.target_id = ${targetId} and p.session is not null and p.epoch is distinct from g.epoch
      ) and not exists (
        select from screen_item i join screen_receipt r on r.item_key = i.key
        where i.target_id = ${targetId} and r.state not in ('queued', 'retracted')
          and (i.retracted_at is not null or r.state <> 'painted')
      ) as calm`.execute(this.db);
    return rows[0]?.calm === true;
  }

  /**
   * When the release, or the recall, of an announcement was written, in milliseconds since 1970, its item's key, and
   * how much later its attempt began and the screens' desired state was changed.
   */
  async committed(
    announcementId: string,
    operation: 'publish' | 'recall',
  ): Promise<{ at: number; key: string; begunMs: number; wantedMs: number }> {
    const wanted = operation === 'publish' ? sql`i.shown_at` : sql`i.retracted_at`;
    const { rows } = await sql<{ at: number; key: string; begunMs: number; wantedMs: number }>`
      select extract(epoch from d.created_at)::float8 * 1000 as at, d.item_key as key,
        extract(epoch from min(a.started_at) - d.created_at)::float8 * 1000 as "begunMs",
        extract(epoch from ${wanted} - d.created_at)::float8 * 1000 as "wantedMs"
      from delivery d join attempt a on a.delivery_id = d.id join screen_item i on i.key = d.item_key
      where d.announcement_id = ${announcementId} and d.operation = ${operation} and ${wanted} is not null
      group by d.id, i.key order by d.created_at desc limit 1`.execute(this.db);
    const [row] = rows;
    if (!row) throw new Error('there is no such delivery');
    return row;
  }
}
