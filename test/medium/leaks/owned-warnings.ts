import { newId } from '../../../src/platform/ids.js';
import type { Db } from '../../../src/store/database.js';

/** What is used of the office whose stock is taken. */
interface Office {
  id: string;
  mark: string;
  hub: { db: Db };
}

export interface OwnedWarnings {
  warnings: string[];
  warningSources: string[];
  warningTemplates: string[];
  slates: string[];
}

/** One of each that stands above the screens' programme: a warning that was typed, whose it relays, and a slate. */
export async function warningsOf(
  { id: officeId, mark, hub: { db } }: Office,
  memberId: string,
): Promise<OwnedWarnings> {
  const { id: targetId } = await db
    .selectFrom('target')
    .select('id')
    .where('office_id', '=', officeId)
    .where('channel', '=', 'display')
    .executeTakeFirstOrThrow();
  const [warning, source, template, slate] = [newId(), newId(), newId(), newId()];
  const hour = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
  const text = {
    level: 'blue' as const,
    hazard: '大风',
    issuer: `${mark}气象台`,
    issuedAt: hour(-1),
    from: hour(-1),
    until: hour(48),
    area: `${mark}全境`,
    headline: `${mark}有大风`,
    instruction: `${mark}请关好门窗。`,
  };
  await db
    .insertInto('warning_source')
    .values({
      id: source,
      office_id: officeId,
      name: `${mark}台`,
      sender: `${mark}@sender`,
      created_by: memberId,
    })
    .execute();
  await db
    .insertInto('warning_template')
    .values({
      ...{ id: template, office_id: officeId, hazard: `${mark}风`, level: 'blue' as const },
      ...{ instruction: `${mark}关好门窗`, changed_by: memberId },
    })
    .execute();
  await db
    .insertInto('warning')
    .values({
      ...{ id: warning, office_id: officeId, text: JSON.stringify(text), drill: true, voice: false },
      prepared_by: memberId,
    })
    .execute();
  await db
    .insertInto('slate')
    .values({
      ...{ id: slate, office_id: officeId, target_id: targetId, began_by: memberId, reason: `${mark}核实` },
    })
    .execute();
  return { warnings: [warning], warningSources: [source], warningTemplates: [template], slates: [slate] };
}
