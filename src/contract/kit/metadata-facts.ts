import type { Disclosure, Metadata } from '../metadata.js';

/** One line of the table above a document; `url` leads from its text. */
export interface MetadataFact {
  name: 'topic' | 'madeOn' | 'validity' | 'keywords' | 'basis' | 'disclosure';
  label: string;
  value: string;
  url?: string | undefined;
}

const disclosures: Record<Disclosure, string> = {
  proactive: '主动公开',
  on_request: '依申请公开',
  withheld: '不予公开',
};

/** 有效期 in the words of public pages; undefined where nothing is said about it. */
export function validityText({ validFrom, validUntil, longTerm, abolished }: Metadata): string | undefined {
  const from = validFrom === undefined ? '' : `自${validFrom}起`;
  const span =
    validUntil === undefined
      ? `${from}${longTerm ? '长期有效' : validFrom === undefined ? '' : '施行'}`
      : validFrom === undefined
        ? `至${validUntil}`
        : `${validFrom}至${validUntil}`;
  const ended =
    abolished && `已于${abolished.on}废止${abolished.by === undefined ? '' : `（${abolished.by}）`}`;
  return [span, ended].filter(Boolean).join('，') || undefined;
}

/** 公开方式 in words. */
export const disclosureText = ({ disclosure }: Metadata): string | undefined =>
  disclosure && disclosures[disclosure];

/** What the metadata says, in the words of public pages. What is not said does not appear. Pure. */
export function metadataFacts(metadata: Metadata = {}): MetadataFact[] {
  const all: [MetadataFact['name'], string, string | undefined][] = [
    ['topic', '主题分类', metadata.topic],
    ['madeOn', '成文日期', metadata.madeOn],
    ['validity', '有效期', validityText(metadata)],
    ['keywords', '关键词', metadata.keywords?.join('，')],
    ['basis', '依据', metadata.basis?.text],
    ['disclosure', '公开方式', disclosureText(metadata)],
  ];
  return all.flatMap(([name, label, value]) => {
    if (value === undefined) return [];
    const url = name === 'basis' ? metadata.basis?.url : undefined;
    return [{ name, label, value, ...(url === undefined ? {} : { url }) }];
  });
}
