import type { VersionView } from '../../src/contract/channel.js';
import { metadataFacts } from '../../src/contract/kit/metadata-facts.js';
import { dayText } from '../../src/contract/kit/office-time.js';
import { signedOn } from '../../src/contract/kit/written-date.js';
import { line } from './body.js';
import type { Fact } from './document.js';

const SUMMARY_LENGTH = 120;

/**
 * The metadata block in the order of government portals (索引号 · 分类 · 发布机构 · 成文日期 · 标题 · 文号 · 有效期).
 * What is unknown does not appear. The publication date is the portal's own.
 */
export function factsOf(version: VersionView, lines: string[]): Fact[] {
  const said = Object.fromEntries(metadataFacts(version.metadata).map(({ name, value }) => [name, value]));
  const all: [string, string, string | undefined][] = [
    ['indexNo', '索引号', version.indexNo],
    ['topic', '主题分类', said['topic']],
    ['category', '信息分类', version.category],
    ['issuer', '发布机构', version.issuer],
    ['madeOn', '成文日期', said['madeOn'] ?? signedOn(lines)],
    ['title', '标题', version.title],
    ['docNo', '文号', version.docNo],
    ['validity', '有效期', said['validity']],
    [
      'expiresOn',
      said['validity'] === undefined ? '有效期至' : '展示至',
      version.expiresAt && dayText(new Date(version.expiresAt)),
    ],
    ['source', '信息来源', version.office.name],
    ['keywords', '关键词', said['keywords']],
    ['basis', '依据', basisText(version)],
    ['disclosure', '公开方式', said['disclosure']],
    ['summary', '内容概述', summaryOf(lines)],
  ];
  return all.flatMap(([name, label, value]) =>
    value === undefined || line(value) === '' ? [] : [{ name, label, value: line(value) }],
  );
}

function summaryOf(lines: string[]): string {
  const text = [...lines.join(' ').replace(/\s+/g, ' ')];
  return text.length <= SUMMARY_LENGTH ? text.join('') : `${text.slice(0, SUMMARY_LENGTH - 1).join('')}…`;
}

/** The basis with where it can be read: forms of portals have one field for both. */
const basisText = ({ metadata }: VersionView): string | undefined =>
  metadata?.basis && [metadata.basis.text, metadata.basis.url].filter(Boolean).join(' ');
