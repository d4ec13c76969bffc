import type { DraftFields } from '../../../src/contract/api/intake.js';

export type Field = keyof DraftFields;

/** The fields in the order in which the editor shows them. */
export const FIELDS = [
  'title',
  'category',
  'issuer',
  'docNo',
  'body',
  'attachments',
  'audience',
  'targetIds',
  'extras',
  'plannedAt',
  'expiresAt',
  'noticeDays',
  'indexNo',
  'metadata',
] as const satisfies readonly Field[];

/** One field that two people changed differently. */
export interface Conflict {
  field: Field;
  mine: DraftFields[Field];
  theirs: DraftFields[Field];
}

/** What was last agreed on: as this page sent it, and as the hub answered it (sanitised, so not always the same). */
export interface Base {
  sent: DraftFields;
  answered: DraftFields;
}

export interface Merged {
  /** Mine, with everything that only they changed. */
  fields: DraftFields;
  /** What they changed and I did not. */
  taken: Field[];
  conflicts: Conflict[];
}

/** The database gives an object's keys back in an order of its own, which says nothing. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null, inOrder) === JSON.stringify(b ?? null, inOrder);
}

/** Whether two drafts say the same. */
export function sameFields(a: DraftFields, b: DraftFields): boolean {
  return FIELDS.every((field) => same(a[field], b[field]));
}

/** Three-way merge, field by field. Nothing of mine is given up: what both changed is a conflict for a person. */
export function mergeDraft(base: Base, mine: DraftFields, theirs: DraftFields): Merged {
  const fields = { ...mine };
  const taken: Field[] = [];
  const conflicts: Conflict[] = [];
  for (const field of FIELDS) {
    const theyChanged = !same(base.answered[field], theirs[field]);
    if (!theyChanged || same(mine[field], theirs[field])) continue;
    if (same(base.sent[field], mine[field])) {
      assign(fields, field, theirs[field]);
      taken.push(field);
    } else {
      conflicts.push({ field, mine: mine[field], theirs: theirs[field] });
    }
  }
  return { fields, taken, conflicts };
}

/** A person's choice for one conflict; `both` (body only) keeps theirs below mine. */
export type Choice = 'mine' | 'theirs' | 'both';

/** The draft after a person has chosen. */
export function settle(
  fields: DraftFields,
  conflicts: Conflict[],
  choices: Partial<Record<Field, Choice>>,
): DraftFields {
  const settled = { ...fields };
  for (const { field, theirs } of conflicts) {
    const choice = choices[field] ?? 'mine';
    if (choice === 'theirs') assign(settled, field, theirs);
    if (choice === 'both' && field === 'body' && typeof theirs === 'string')
      settled.body = settled.body + theirs;
  }
  return settled;
}

function assign(fields: DraftFields, field: Field, value: DraftFields[Field]): void {
  Object.assign(fields, { [field]: value });
}
