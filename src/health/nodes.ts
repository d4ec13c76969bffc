import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { HealthRegistry, type PartHealth } from '../platform/health/index.js';
import { newId } from '../platform/ids.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { processName } from '../platform/process-name.js';
import { DATABASE, type Db } from '../store/database.js';

const beatEveryMs = 3_000;
/** A process that says nothing for so long has died, hangs, or cannot reach the database. */
const SILENT_MS = 12_000;
/** It is mentioned for so long; whoever replaces it beats under another id. */
const forgetAfterMs = 120_000;
const roles = ['web', 'worker', 'scheduler'] as const;

interface Row {
  name: string;
  roles: string[];
  troubles: Record<string, string>;
  silentMs: number;
}

/**
 * The hub's processes as the database knows them: each says every few seconds that it lives and what ails it, so that
 * any web node can answer for all. On the embedded engine there is one, which speaks for itself.
 */
@Injectable()
export class Nodes implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly id = newId();
  private readonly name = processName();
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  /** Why it could not say the last time that it lives. */
  private mute: string | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly registry: HealthRegistry,
  ) {
    if (config.engine.kind !== 'distributed') return;
    registry.register({ name: 'nodes', ofOthers: true, check: () => this.health() });
    registry.register({
      name: 'beat',
      check: () => (this.mute === undefined ? { ok: true } : { ok: false, reason: this.mute }),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.engine.kind !== 'distributed') return;
    this.beat();
    this.timer = setInterval(() => {
      this.beat();
    }, beatEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.timer) return;
    clearInterval(this.timer);
    await this.beating;
    await this.db.deleteFrom('node').where('id', '=', this.id).execute();
  }

  private beat(): void {
    this.beating = this.say().then(
      () => {
        this.mute = undefined;
      },
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.mute = `this process cannot write to the database that it lives: ${why}`;
        this.log.warn({ err: error }, 'this process could not say that it lives; it tries again');
      },
    );
  }

  private async say(): Promise<void> {
    const { parts } = await this.registry.report('own');
    const troubles = JSON.stringify(
      Object.fromEntries(
        Object.entries(parts).flatMap(([part, how]) => (how.ok ? [] : [[part, how.reason]])),
      ),
    );
    await sql`
      insert into node (id, name, roles, troubles)
      values (${this.id}, ${this.name}, ${[...this.config.roles]}, ${troubles}::jsonb)
      on conflict (id) do update set seen_at = hub_now(), troubles = excluded.troubles`.execute(this.db);
    await sql`delete from node where seen_at < hub_now() - ${forgetAfterMs} * interval '1 millisecond'`.execute(
      this.db,
    );
  }

  private async health(): Promise<PartHealth> {
    const { rows } = await sql<Row>`
      select name, roles, troubles, (extract(epoch from hub_now() - seen_at) * 1000)::int as "silentMs"
      from node order by name`.execute(this.db);
    const living = rows.filter(({ silentMs }) => silentMs <= SILENT_MS);
    const reasons = [
      ...rows
        .filter((row) => !living.includes(row))
        .map(({ name, roles: had, silentMs }) => {
          return `${name} (${had.join(', ')}) has said nothing for ${Math.round(silentMs / 1000)} s`;
        }),
      ...roles
        .filter((role) => !living.some((row) => row.roles.includes(role)))
        .map((role) => `no process runs the role ${role}`),
      ...living.flatMap(({ name, troubles }) =>
        Object.entries(troubles).map(([part, reason]) => `${name}, ${part}: ${reason}`),
      ),
    ];
    const count = (role: string): number => living.filter((row) => row.roles.includes(role)).length;
    const facts = Object.fromEntries(roles.map((role) => [role, count(role)]));
    return reasons.length === 0 ? { ok: true, facts } : { ok: false, reason: reasons.join('; '), facts };
  }
}
