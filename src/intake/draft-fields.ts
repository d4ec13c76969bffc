import type { Selectable } from 'kysely';
import { draftLimits, type DraftFields } from '../contract/api.js';
import { NOTICE_CATEGORY } from '../contract/kit/workdays.js';
import { HubError } from '../contract/errors.js';
import type { AssetRef, Hash } from '../contract/values.js';
import type { Tables } from '../store/schema.js';
import { cleanLine, cutTo } from './clean.js';
import { cleanExtras } from './extras.js';
import type { Notes } from './html/notes.js';
import { sanitiseHtml } from './html/sanitise.js';
import { cleanMetadata } from './metadata/clean.js';

export type AnnouncementRecord = Selectable<Tables['announcement']>;

/** What somebody wrote, in the form in which it is kept. */
export interface CleanDraft {
  fields: DraftFields;
  /** What the text lost. */
  notes: Notes;
  /** The pictures that the text refers to; whether the office has them is not checked here. */
  pictures: Hash[];
}

/**
 * Cleans what was written: lines without control characters, the body sanitised, each target once, instants in UTC
 * with milliseconds. @throws HubError `invalid_request`, `invalid_time`
 */
export function cleanDraft(given: DraftFields): CleanDraft {
  const { html, notes, pictures } = sanitiseHtml(given.body);
  if (html.length > draftLimits.body) throw tooLong();
  const docNo = line(given.docNo);
  const indexNo = line(given.indexNo);
  return {
    fields: {
      title: line(given.title),
      body: html,
      category: line(given.category),
      issuer: line(given.issuer),
      ...(docNo === '' ? {} : { docNo }),
      ...(indexNo === '' ? {} : { indexNo }),
      attachments: given.attachments,
      targetIds: [...new Set(given.targetIds)],
      ...(given.plannedAt === undefined ? {} : { plannedAt: instant('plannedAt', given.plannedAt) }),
      ...(given.expiresAt === undefined ? {} : { expiresAt: instant('expiresAt', given.expiresAt) }),
      ...noticeDays(given),
      ...(given.audience === 'specific' ? { audience: given.audience } : {}),
      metadata: cleanMetadata(given.metadata),
      extras: cleanExtras(given.extras),
    },
    notes,
    pictures,
  };
}

/** Of a 公示 alone: another category takes them away. */
const noticeDays = ({ category, noticeDays: days }: DraftFields): Pick<DraftFields, 'noticeDays'> =>
  days === undefined || line(category) !== NOTICE_CATEGORY ? {} : { noticeDays: days };

function line(text = ''): string {
  return cutTo(cleanLine(text), draftLimits.title).trim();
}

function tooLong(): HubError {
  return new HubError(
    'invalid_request',
    `The text is longer than ${draftLimits.body} characters: split it.`,
    {
      errors: [{ path: 'body', message: 'too long' }],
    },
  );
}

/** The database keeps four-digit years only, and a notice of another century is a slip of the finger. */
function instant(path: string, given: string): string {
  const at = new Date(given);
  const year = at.getUTCFullYear();
  if (!(year >= 2000 && year < 2200))
    throw new HubError('invalid_time', `${given} is not a date of these times`, {
      errors: [{ path, message: 'between 2000 and 2199' }],
    });
  return at.toISOString();
}

/** A draft's fields as columns. */
export function toColumns(fields: DraftFields, attachments: AssetRef[]) {
  return {
    title: fields.title,
    body: fields.body,
    category: fields.category,
    issuer: fields.issuer,
    doc_no: fields.docNo ?? null,
    index_no: fields.indexNo ?? null,
    attachments: JSON.stringify(attachments),
    target_ids: fields.targetIds,
    planned_at: fields.plannedAt ?? null,
    expires_at: fields.expiresAt ?? null,
    notice_days: fields.noticeDays ?? null,
    audience: fields.audience ?? 'public',
    metadata: JSON.stringify(fields.metadata ?? {}),
    extras: JSON.stringify(fields.extras ?? {}),
  };
}

/** A row's fields as a draft. */
export function toFields(row: AnnouncementRecord): DraftFields {
  return {
    title: row.title,
    body: row.body,
    category: row.category,
    issuer: row.issuer,
    ...(row.doc_no === null ? {} : { docNo: row.doc_no }),
    ...(row.index_no === null ? {} : { indexNo: row.index_no }),
    attachments: row.attachments,
    targetIds: row.target_ids,
    ...(row.planned_at === null ? {} : { plannedAt: row.planned_at.toISOString() }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
    ...(row.notice_days === null ? {} : { noticeDays: row.notice_days }),
    ...(row.audience === 'public' ? {} : { audience: row.audience }),
    metadata: row.metadata,
    extras: row.extras,
  };
}
