import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { AttemptView, DeliveryDetail, ReportView, TaskView } from '../contract/api.js';
import { SCREENS_PORT, type ScreenReceipt, type ScreensPorts } from '../contract/display.js';
import { HubError } from '../contract/errors.js';
import type { Ask, Reader } from '../contract/person.js';
import type { DeliveryState, GoneReason, Json, LocalizedText, Operation } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { Targets } from '../targets/index.js';
import { Contexts } from './contexts.js';
import { reportsOf } from './desk/reports.js';
import { inScope, scopeOf, type Scope } from './desk/scope.js';
import { Tasks } from './desk/tasks.service.js';

interface Row {
  id: string;
  announcement_id: string;
  title: string;
  number: number;
  target_id: string;
  target_name: string;
  channel: string;
  operation: Operation;
  state: DeliveryState;
  gone_reason: GoneReason | null;
  due_at: Date | null;
  publish_at: Date;
  live_at: Date | null;
  url: string | null;
  rendition_hash: string;
  item_key: string;
  tries: number;
  last_error: string | null;
  last_words: LocalizedText | null;
  attempts: AttemptRow[] | null;
}

interface AttemptRow {
  id: string;
  kind: AttemptView['kind'];
  startedAt: string;
  finishedAt: string | null;
  outcome: string | null;
  evidence: Json;
  steps: { name: string; startedAt: string; finishedAt: string | null; result: Json }[] | null;
}

/** Only this many of the newest attempts are told; a target that hangs for weeks has thousands. */
const TOLD_ATTEMPTS = 50;

const READERS_TIMEOUT_MS = 5_000;

/** Tells the stories of deliveries: states, attempts, outside steps, evidence, screens. */
@Injectable()
export class Stories {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
    private readonly targets: Targets,
    private readonly tasks: Tasks,
    private readonly contexts: Contexts,
  ) {}

  async one(officeId: string, deliveryId: string): Promise<DeliveryDetail> {
    return theOne(await this.read({ officeId, desk: undefined }, sql`d.id = ${deliveryId}`));
  }

  /** A story as a member may read it. @throws HubError `not_found` */
  async for(caller: Caller, deliveryId: string): Promise<DeliveryDetail> {
    const scope = scopeOf(caller, 'announcement.read');
    const story = theOne(await this.read(scope, sql`d.id = ${deliveryId}`, caller));
    const readers = await this.readersOf(story);
    return { ...story, ...(readers.length > 0 && { readers }) };
  }

  /** All deliveries of an announcement, oldest first. */
  async ofAnnouncement(officeId: string, announcementId: string): Promise<DeliveryDetail[]> {
    return this.read({ officeId, desk: undefined }, sql`d.announcement_id = ${announcementId}`);
  }

  /** Who was sent it, where its channel writes to people by name. */
  async readersOf({
    id,
    targetId,
    announcementId,
    versionNumber,
  }: Pick<DeliveryDetail, 'id' | 'targetId' | 'announcementId' | 'versionNumber'>): Promise<Reader[]> {
    const target = await this.targets.byId(targetId);
    if (target?.channel.readers === undefined) return [];
    const { item_key: key } = await this.db
      .selectFrom('delivery')
      .select('item_key')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const ctx = await this.contexts.target(target, AbortSignal.timeout(READERS_TIMEOUT_MS));
    return target.channel.readers({ key, announcementId, versionNumber }, ctx);
  }

  private async read(
    scope: Scope,
    which: ReturnType<typeof sql>,
    caller?: Caller,
  ): Promise<DeliveryDetail[]> {
    const { rows } = await sql<Row>`
      select d.id, d.announcement_id, v.content ->> 'title' as title, v.number, d.target_id, t.name as target_name, d.channel,
        d.operation, d.state, d.gone_reason, d.due_at, d.publish_at, d.live_at, d.url, d.rendition_hash, d.item_key,
        d.tries, d.last_error, d.last_words,
        (select json_agg(a order by a."startedAt", a.id) from (
          select a.id, a.kind, a.started_at as "startedAt", a.finished_at as "finishedAt", a.outcome, a.evidence,
            (select json_agg(json_build_object('name', s.name, 'startedAt', s.started_at, 'finishedAt', s.finished_at,
                'result', s.result) order by s.started_at) from outside_step s where s.attempt_id = a.id) as steps
          from attempt a where a.delivery_id = d.id
          order by a.started_at desc limit ${TOLD_ATTEMPTS}) a) as attempts
      from delivery d join version v on v.id = d.version_id join target t on t.id = d.target_id
      where ${inScope(this.targets, scope)} and ${which} order by d.seq`.execute(this.db);
    const ids = rows.map((row) => row.id);
    const channels = new Map(rows.map((row) => [row.target_id, row.channel]));
    const pickups = (targetId: string): readonly Ask[] =>
      this.targets.channel(channels.get(targetId) ?? '').pickup?.ask ?? [];
    const [tasks, reports] = await Promise.all([
      this.tasks.ofDeliveries(scope.officeId, ids, caller),
      reportsOf(this.db, ids, pickups),
    ]);
    return Promise.all(rows.map((row) => this.tell(row, tasks.get(row.id), reports.get(row.id) ?? [])));
  }

  private async tell(row: Row, task: TaskView | undefined, reports: ReportView[]): Promise<DeliveryDetail> {
    const { screens } = await this.screens.forTarget(row.target_id).receipts(row.item_key);
    return {
      id: row.id,
      announcementId: row.announcement_id,
      announcementTitle: row.title,
      versionNumber: row.number,
      targetId: row.target_id,
      targetName: row.target_name,
      channel: row.channel,
      operation: row.operation,
      state: row.state,
      goneReason: row.gone_reason ?? undefined,
      dueAt: row.due_at?.toISOString(),
      publishAt: row.publish_at.toISOString(),
      liveAt: row.live_at?.toISOString(),
      url: row.url ?? undefined,
      renditionHash: row.rendition_hash,
      tries: row.tries,
      lastError: row.last_error ?? undefined,
      lastWords: row.last_words ?? undefined,
      task,
      reports,
      attempts: (row.attempts ?? []).map(attemptView),
      screens: screens.length > 0 ? screens.map(screenView) : undefined,
    };
  }
}

function theOne([story]: DeliveryDetail[]): DeliveryDetail {
  if (!story) throw new HubError('not_found', 'there is no such delivery in this office');
  return story;
}

/** JSON from the database writes times with an offset and microseconds; the API speaks ISO 8601 in UTC. */
const instant = (text: string): string => new Date(text).toISOString();

function attemptView(row: AttemptRow): AttemptView {
  return {
    id: row.id,
    kind: row.kind,
    startedAt: instant(row.startedAt),
    finishedAt: row.finishedAt === null ? undefined : instant(row.finishedAt),
    outcome: row.outcome ?? undefined,
    evidence: row.evidence ?? undefined,
    steps: (row.steps ?? []).map((step) => ({
      name: step.name,
      startedAt: instant(step.startedAt),
      finishedAt: step.finishedAt === null ? undefined : instant(step.finishedAt),
      result: step.result ?? undefined,
    })),
  };
}

function screenView(screen: ScreenReceipt): NonNullable<DeliveryDetail['screens']>[number] {
  const { screenId, name, expected, state, online } = screen;
  return { screenId, name, expected, state, online, at: screen.at.toISOString() };
}
