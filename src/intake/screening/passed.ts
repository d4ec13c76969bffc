import { openBlocks, passesFor, type Finding } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Db } from '../../store/database.js';
import type { AnnouncementRecord } from '../draft-fields.js';
import { passesOf } from './passes.js';

/**
 * Everything that blocks was let pass by somebody who neither drafted it nor submits it now.
 * @throws HubError `screening_blocks` with what is open: by ids in its facts, by place and rule in its errors, never with
 * the words that were found
 */
export async function requirePassed(
  db: Db,
  { id, drafter_id: drafterId }: Pick<AnnouncementRecord, 'id' | 'drafter_id'>,
  submitterId: string,
  findings: readonly Finding[],
): Promise<void> {
  const open = openBlocks(findings, passesFor(await passesOf(db, id), [drafterId, submitterId]));
  if (open.length === 0) return;
  throw new HubError('screening_blocks', undefined, {
    errors: open.map(({ place: { part, file }, label }) => ({
      path: file === undefined ? part : `${part}: ${file}`,
      message: label.en,
    })),
    facts: { open: open.map((finding) => finding.id) },
  });
}
