import type { INestApplication } from '@nestjs/common';
import { newId } from '../../../src/platform/ids.js';
import { SHELF, type Shelf } from '../../../src/platform/storage/shelf.js';
import type { Db } from '../../../src/store/database.js';

interface Office {
  id: string;
  mark: string;
  hub: { db: Db; app: INestApplication };
}

/** What somebody asked of the office's screen, the picture that it sent, and an alert that stays. */
export async function fleet(
  { id: officeId, mark, hub: { db, app } }: Office,
  memberId: string,
): Promise<{ screenshots: string[]; alerts: string[] }> {
  const screen = await db
    .selectFrom('screen')
    .select('id')
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow();
  const [command, alert] = [newId(), newId()];
  await app.get<Shelf>(SHELF, { strict: false }).write(`screenshots/${officeId}/${command}`, `${mark}的画面`);
  await db
    .insertInto('screen_command')
    .values({
      ...{ id: command, office_id: officeId, screen_id: screen.id, kind: 'screenshot', issued_by: memberId },
      ...{ answered_at: new Date(), ok: true, picture: 'image/webp' },
    })
    .execute();
  await db
    .insertInto('screen_alert')
    .values({
      ...{ id: alert, office_id: officeId, screen_id: screen.id, kind: 'storage', detail: 'full' },
      ...{ since: new Date(), opened_at: new Date(), settle_seconds: 86_400, note: '' },
    })
    .execute();
  return { screenshots: [command], alerts: [alert] };
}
