import { metadataFacts } from '../../src/contract/kit/metadata-facts.js';
import { minuteText } from '../../src/contract/kit/office-time.js';
import type { SiteDocument } from './document.js';

/** One row of the table that heads a document. `field` names it in the page, so that it can be read back. */
export interface SiteFact {
  field: string;
  label: string;
  text: string;
  url?: string | undefined;
}

/** The table of a disclosed document (国办公开办函〔2019〕61号), in its usual order. What is not said does not appear. */
export function siteFacts(document: SiteDocument): SiteFact[] {
  const { indexNo, category, issuer, docNo, expiresAt, metadata } = document;
  const said = metadataFacts(metadata).map(({ name, label, value, url }) => ({
    field: name as string,
    label,
    text: value,
    url,
  }));
  const of = (field: string): SiteFact[] => said.filter((fact) => fact.field === field);
  const own = (field: string, label: string, text: string | undefined): SiteFact[] =>
    text === undefined ? [] : [{ field, label, text }];
  return [
    ...own('indexNo', '索引号', indexNo),
    ...of('topic'),
    ...own('category', '分类', category),
    ...own('issuer', '发文机关', issuer),
    ...of('madeOn'),
    ...own('docNo', '文号', docNo),
    ...of('validity'),
    ...of('keywords'),
    ...of('basis'),
    ...of('disclosure'),
    ...own(
      'expiresAt',
      of('validity').length > 0 ? '展示至' : '有效期至',
      expiresAt && minuteText(new Date(expiresAt)),
    ),
  ];
}
