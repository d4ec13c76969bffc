import type { Found } from '../../contract/api.js';
import type { AnnouncementRecord } from '../draft-fields.js';
import { plainText } from '../html/text.js';
import { markAll, markPassage } from './marks.js';
import type { Term } from './words.js';

/** Where the terms stand in an announcement. The text itself is shown before what only names it. */
export function foundIn(row: AnnouncementRecord, terms: readonly Term[]): Found {
  const passages = [
    { of: 'body', text: () => plainText(row.body) },
    { of: 'indexNo', text: () => row.index_no ?? '' },
    { of: 'issuer', text: () => row.issuer },
  ] as const;
  let passage: Found['passage'];
  for (const { of, text } of passages) {
    const parts = markPassage(text(), terms);
    if (parts === undefined) continue;
    passage = { of, parts };
    break;
  }
  return {
    title: markAll(row.title, terms),
    docNo: markAll(row.doc_no ?? '', terms),
    passage,
  };
}
