import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import type { PersonTask } from '../../contract/channel.js';
import { LOGGER, type Logger } from '../../platform/log/index.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { Targets, type ResolvedTarget } from '../../targets/index.js';
import { LATE_RECALL, openTask } from '../desk/open-task.js';

/** How long what a person takes back may be under way before somebody is asked to call the place. */
const PATIENCE_MS = 9_000;
/** The same for what the hub takes back by itself: an item's window that ended, its newer version. */
const OWN_PATIENCE_MS = 60_000;
/** At most so many in one round. */
const LIMIT = 200;

interface Late {
  id: string;
  office_id: string;
  announcement_id: string;
  target_id: string;
  title: string;
}

const open = sql`d.operation = 'recall' and d.state in ('scheduled', 'queued', 'sending', 'accepted')`;

/**
 * Whatever keeps a recall (a place that refuses, hangs or says nothing that can be understood, a paused target, a dead
 * worker), after seconds it is on a person's list with whom to call, while the hub goes on trying.
 */
@Injectable()
export class LateRecalls implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly housekeeping: Housekeeping,
    private readonly targets: Targets,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('late-recalls', '* * * * * *', () => this.round());
  }

  private async round(): Promise<void> {
    const late = await this.find();
    if (late.length === 0) return;
    for (const officeId of new Set(late.map((recall) => recall.office_id))) {
      await this.tell(
        officeId,
        late.filter((recall) => recall.office_id === officeId),
      );
    }
    this.log.warn({ deliveries: late.map(({ id }) => id) }, 'recalls are late; a person is asked to call');
  }

  /** Under way for longer than anybody should wait without knowing, and on nobody's list. */
  private async find(): Promise<Late[]> {
    const { rows } = await sql<Late>`
      select d.id, d.office_id, d.announcement_id, d.target_id, v.content ->> 'title' as title
      from delivery d join version v on v.id = d.version_id
      where ${open}
        and greatest(d.created_at, coalesce(
            (select min(a.started_at) from attempt a where a.delivery_id = d.id),
            case when d.state = 'scheduled' then d.due_at end, d.created_at))
          <= hub_now() - case when d.recall_id is null then ${OWN_PATIENCE_MS}::int else ${PATIENCE_MS}::int end * interval '1 millisecond'
        and not exists (select from task k where k.delivery_id = d.id and k.closed_at is null)
      order by d.created_at, d.id limit ${LIMIT}`.execute(this.db);
    return rows;
  }

  private async tell(officeId: string, late: readonly Late[]): Promise<void> {
    const ids = [...new Set(late.map((recall) => recall.target_id))];
    const targets = new Map((await this.targets.require(officeId, ids)).map((one) => [one.id, one]));
    await transact(this.db, 'system:recalls', async (tx) => {
      // What has ended meanwhile asks nothing of anybody; what is being recorded now is the next round's.
      const { rows } = await sql<{ id: string }>`
        select d.id from delivery d where d.id = any(${late.map(({ id }) => id)}::uuid[]) and ${open}
        for update of d skip locked`.execute(tx);
      const still = new Set(rows.map(({ id }) => id));
      const told = late.filter(({ id }) => still.has(id));
      for (const { id, target_id, title } of told) {
        const target = targets.get(target_id);
        if (target) await openTask(tx, { id, officeId }, lateTask(target, title));
      }
      await announceChange(tx, officeId, {
        topic: 'delivery',
        ids: [...new Set(told.map((recall) => recall.announcement_id))],
      });
    });
  }
}

/** Call them: the hub does not know whether it is gone. */
function lateTask({ name, channel, settings }: ResolvedTarget, title: string): PersonTask {
  const contact = channel.contact?.(settings);
  const [zh, en] = contact === undefined ? ['。', '.'] : [`：${contact}`, `: ${contact}`];
  return {
    kind: LATE_RECALL,
    text: {
      zh: `${name}还没有确认撤下《${title}》，系统会继续尝试。请先联系对方，确认已经撤下${zh}`,
      en: `${name} has not confirmed that “${title}” is taken down, and the hub goes on trying. Make sure that it is${en}`,
    },
  };
}
