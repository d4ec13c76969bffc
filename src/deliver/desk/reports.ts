import { sql } from 'kysely';
import { z } from 'zod';
import type { ReportView } from '../../contract/api.js';
import { Answers, Ask } from '../../contract/person.js';
import { LocalizedText, type Json } from '../../contract/values.js';
import type { Db } from '../../store/database.js';
import { answersInWords } from './answers.js';

/** What a person's report holds, as `storePersonReport` writes it. `task` is missing for pickups. */
export const PersonMessage = z.object({
  person: z.object({ member: z.uuid(), task: z.string().optional(), answers: Answers }),
});
const WordsMessage = z.object({ words: LocalizedText });

const plainReport = { zh: '对方发来回执', en: 'The other side reported on it' };

interface Row {
  delivery_id: string;
  at: Date;
  message: Json;
  member_id: string | null;
  name: string | null;
  ask: Ask[] | null;
}

/** Only this many of the newest reports on an item are told. */
const TOLD_REPORTS = 200;

/** What was said about deliveries, oldest first, by delivery. `pickups` tells what the target's channel asks for. */
export async function reportsOf(
  db: Db,
  deliveryIds: readonly string[],
  pickups: (targetId: string) => readonly Ask[],
): Promise<Map<string, ReportView[]>> {
  const told = new Map<string, ReportView[]>();
  if (deliveryIds.length === 0) return told;
  const { rows } = await sql<Row & { target_id: string }>`
    select d.id as delivery_id, d.target_id, r.at, r.message, m.id as member_id, m.name,
      (select k.ask from task k join delivery o on o.id = k.delivery_id
        where o.announcement_id = d.announcement_id and o.target_id = d.target_id and o.item_key = d.item_key
          and k.kind = r.message -> 'person' ->> 'task'
        order by k.opened_at desc limit 1) as ask
    from delivery d join lateral (
      select * from report where target_id = d.target_id and ref in (d.item_key::text, d.receipt ->> 'ref')
      order by at desc, id desc limit ${TOLD_REPORTS}) r on true
      left join member m on m.id::text = r.message -> 'person' ->> 'member' and m.office_id = d.office_id
    where d.id = any(${[...deliveryIds]}::uuid[]) order by r.at, r.id`.execute(db);
  for (const row of rows) {
    const view = reportView(row, pickups(row.target_id));
    told.set(row.delivery_id, [...(told.get(row.delivery_id) ?? []), view]);
  }
  return told;
}

function reportView({ at, message, member_id, name, ask }: Row, pickup: readonly Ask[]): ReportView {
  const person = PersonMessage.safeParse(message).data?.person;
  if (!person || member_id === null || name === null) {
    const words = WordsMessage.safeParse(message).data?.words ?? plainReport;
    return { at: at.toISOString(), from: 'outside', words };
  }
  const asked = person.task === undefined ? pickup : (ask ?? []);
  return {
    at: at.toISOString(),
    from: 'person',
    by: { id: member_id, name },
    words: answersInWords(asked, person.answers),
  };
}
