import { sql } from 'kysely';
import type { ConsultationKind, ConsultationStanding } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Tx } from '../../store/database.js';

/** How a consultation stands for a text; the database's own function says so, and refuses by it as well. */
export interface Standing {
  id: string;
  kind: ConsultationKind;
  organ: string;
  standing: ConsultationStanding;
  blocks: boolean;
}

/** All of an announcement's, as they stand for the text with this hash. */
export async function standingOf(tx: Tx, announcementId: string, textHash: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select c.id, c.kind, c.organ, s.standing, s.blocks
    from consultation_standing(${announcementId}, ${textHash}) s join consultation c on c.id = s.consultation_id
    order by c.asked_at, c.id`.execute(tx);
  return rows;
}

/**
 * Every body that was asked has answered for this text. The announcement has to be locked.
 * @throws HubError `consultations_open` with those that have not in its facts
 */
export async function requireConsulted(tx: Tx, announcementId: string, textHash: string): Promise<void> {
  const blocking = (await standingOf(tx, announcementId, textHash)).filter(({ blocks }) => blocks);
  if (blocking.length === 0) return;
  throw new HubError('consultations_open', blocking.map(sentence).join(' '), {
    facts: {
      consultations: blocking.map(({ id, kind, organ, standing }) => ({ id, kind, organ, standing })),
    },
  });
}

function sentence({ organ, standing }: Standing): string {
  if (standing === 'open') return `${organ} has not replied: record its reply, or withdraw the question.`;
  if (standing === 'earlier')
    return `What ${organ} replied is about another text: confirm that it still holds, or ask again.`;
  return `${organ} said that this text may not be disclosed as it is: change it, ask again, or withhold it.`;
}
