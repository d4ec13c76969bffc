import { DraftFields } from '../../contract/api.js';
import { newId } from '../../platform/ids.js';
import { sha256 } from '../../platform/hash.js';
import { databaseNow, type Tx } from '../../store/database.js';
import { toFields, type AnnouncementRecord } from '../draft-fields.js';
import { changeBetween, sameDraft } from './change.js';

/** A state is kept when so much time has passed since the last one was, in milliseconds. */
const PAUSE_MS = 10 * 60_000;

/** A kept state of a draft, with all of its text. */
export interface StoredRevision {
  id: string;
  at: Date;
  keptAt: Date;
  fields: DraftFields;
}

/**
 * Why the present state is kept before somebody writes over it; `pause` when it is the end of what one person wrote at a
 * time, `always` when all of it is replaced, or the version that it is submitted as.
 */
type Why = { editor: string } | 'always' | { versionId: string };

/**
 * Keeps a draft's present state, whose row is locked in this transaction, unless it is among what is kept already.
 * Answers the id of the revision that says what the draft says; undefined when it was not time for one.
 */
export async function keepRevision(tx: Tx, row: AnnouncementRecord, why: Why): Promise<string | undefined> {
  const newest = await newestRevision(tx, row.id);
  const fields = toFields(row);
  const versionId = typeof why === 'object' && 'versionId' in why ? why.versionId : null;
  if (versionId === null && newest && sameDraft(newest.fields, fields)) return newest.id;
  const now = await databaseNow(tx);
  if (typeof why === 'object' && 'editor' in why && !isEnd(row, newest, why.editor, now)) return undefined;
  const { body, ...rest } = fields;
  const hash = sha256(body);
  const change = changeBetween(newest?.fields ?? empty(fields), fields);
  const id = newId();
  await tx
    .insertInto('draft_text')
    .values({ announcement_id: row.id, hash, body })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('draft_revision')
    .values({
      ...{ id, office_id: row.office_id, announcement_id: row.id, body_hash: hash, version_id: versionId },
      at: versionId === null ? row.edited_at : now,
      member_id: row.edited_by ?? row.drafter_id,
      fields: JSON.stringify(rest),
      ...{ added: change.added, removed: change.removed, changed: change.fields },
    })
    .execute();
  return id;
}

/** Whether the present state is where somebody paused, or the draft as it was first made of something. */
function isEnd(
  { edited_by: by, drafter_id: drafter, created_at: created, revision, title, body }: AnnouncementRecord,
  newest: StoredRevision | undefined,
  editor: string,
  now: Date,
): boolean {
  if (newest === undefined && title === '' && body === '') return false;
  const since = newest?.keptAt ?? created;
  return revision === 1 || (by ?? drafter) !== editor || now.getTime() - since.getTime() >= PAUSE_MS;
}

/** What the first state is compared with. */
const empty = (fields: DraftFields): DraftFields => ({ ...fields, title: '', body: '' });

async function newestRevision(tx: Tx, announcementId: string): Promise<StoredRevision | undefined> {
  const row = await storedRevisions(tx)
    .where('r.announcement_id', '=', announcementId)
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toStored(row);
}

/** Kept states with their texts. */
export const storedRevisions = (tx: Pick<Tx, 'selectFrom'>) =>
  tx
    .selectFrom('draft_revision as r')
    .innerJoin('draft_text as t', (join) =>
      join.onRef('t.announcement_id', '=', 'r.announcement_id').onRef('t.hash', '=', 'r.body_hash'),
    )
    .select(['r.id', 'r.at', 'r.kept_at as keptAt', 'r.fields', 't.body']);

export const toStored = ({
  fields,
  body,
  ...row
}: Omit<StoredRevision, 'fields'> & { fields: Omit<DraftFields, 'body'>; body: string }): StoredRevision => ({
  ...row,
  fields: DraftFields.parse({ ...fields, body }),
});
