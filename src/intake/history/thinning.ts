import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { DATABASE, databaseNow, transact, type Db, type Tx } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { changeBetween } from './change.js';
import { storedRevisions, toStored } from './keep.js';
import { superfluous } from './thin.js';

const BATCH = 200;

/** Thins the drafts' histories out; what is compared with a state that went is compared with the one before that. */
@Injectable()
export class Thinning implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.every('draft history', '30 7 * * * *', async () => {
      await this.round();
    });
  }

  /** One round over the announcements that have something to lose. Answers how many states went. */
  async round(): Promise<number> {
    const { rows } = await sql<{ id: string }>`
      select distinct announcement_id as id from (
        select announcement_id, count(*) over (partition by announcement_id,
          case when at >= hub_now() - interval '7 days' then date_trunc('hour', at)
            else date_trunc('day', at at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' end) as many
        from draft_revision where version_id is null and at < hub_now() - interval '1 day'
      ) as spans where many > 1 limit ${BATCH}`.execute(this.db);
    let gone = 0;
    for (const { id } of rows) gone += await this.thin(id);
    return gone;
  }

  private thin(announcementId: string): Promise<number> {
    return transact(this.db, 'system:history', async (tx) => {
      // Whoever saves keeps states too, and compares them with the newest.
      await tx.selectFrom('announcement').select('id').where('id', '=', announcementId).forUpdate().execute();
      const states = await tx
        .selectFrom('draft_revision')
        .select(['id', 'at', 'version_id'])
        .where('announcement_id', '=', announcementId)
        .orderBy('at')
        .orderBy('id')
        .execute();
      const gone = superfluous(
        states.map(({ id, at, version_id: version }) => ({ id, at, submitted: version !== null })),
        await databaseNow(tx),
      );
      if (gone.length === 0) return 0;
      await tx.deleteFrom('draft_revision').where('id', 'in', gone).execute();
      for (const [before, id] of newNeighbours(
        states.map((state) => state.id),
        new Set(gone),
      ))
        await compare(tx, before, id);
      return gone.length;
    });
  }
}

/** Of what stays, in order: each that has lost the one before it, with the one that is before it now. */
function newNeighbours(ids: readonly string[], gone: ReadonlySet<string>): [string | undefined, string][] {
  const pairs: [string | undefined, string][] = [];
  let [last, lost]: [string | undefined, boolean] = [undefined, false];
  for (const id of ids) {
    if (gone.has(id)) {
      lost = true;
      continue;
    }
    if (lost) pairs.push([last, id]);
    [last, lost] = [id, false];
  }
  return pairs;
}

async function compare(tx: Tx, before: string | undefined, id: string): Promise<void> {
  const rows = await storedRevisions(tx)
    .where('r.id', 'in', before === undefined ? [id] : [before, id])
    .execute();
  const [is, was] = [rows.find((row) => row.id === id), rows.find((row) => row.id === before)];
  if (!is) return;
  const { fields } = toStored(is);
  const earlier = was ? toStored(was).fields : { ...fields, title: '', body: '' };
  const { added, removed, fields: changed } = changeBetween(earlier, fields);
  await tx.updateTable('draft_revision').set({ added, removed, changed }).where('id', '=', id).execute();
}
