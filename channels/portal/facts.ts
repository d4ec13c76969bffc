import type { VersionView } from '../../src/contract/channel.js';
import { dayText } from '../../src/contract/kit/office-time.js';
import { line } from './body.js';
import type { Fact } from './document.js';
import type { PortalExtras } from './settings.js';

const SUMMARY_LENGTH = 120;

/**
 * The metadata block in the order of government portals (索引号 · 分类 · 发布机构 · 成文日期 · 标题 · 文号 · 有效期).
 * What is unknown does not appear. The publication date is the portal's own.
 */
export function factsOf(version: VersionView, extras: PortalExtras, lines: string[]): Fact[] {
  const all: [string, string, string | undefined][] = [
    ['indexNo', '索引号', version.indexNo],
    ['category', '信息分类', version.category],
    ['issuer', '发布机构', version.issuer],
    ['madeOn', '成文日期', extras.madeOn ?? madeOn(lines)],
    ['title', '标题', version.title],
    ['docNo', '文号', version.docNo],
    ['expiresOn', '有效期至', version.expiresAt && dayText(new Date(version.expiresAt))],
    ['source', '信息来源', version.office.name],
    ['keywords', '关键词', extras.keywords],
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

const digits = '〇一二三四五六七八九';

/** The date below the text, `YYYY-MM-DD`: the last of the closing lines that ends with one. */
export function madeOn(lines: string[]): string | undefined {
  for (const one of lines.slice(-6).reverse()) {
    if (one.length > 60) continue;
    const found =
      /(\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日$/.exec(
        one,
      );
    if (!found) continue;
    const [year, month, day] = found.slice(1).map(numberOf);
    const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
    const real = new Date(`${date}T00:00:00Z`);
    if (!Number.isNaN(real.getTime()) && real.toISOString().startsWith(date)) return date;
  }
  return undefined;
}

const pad = (value: number | undefined, length: number): string => String(value ?? 0).padStart(length, '0');

/** `2026`, `二〇二六` (a year, by digits) or `二十三` (by tens). */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (one: string): number => Math.max(0, digits.indexOf(one.replace(/[○零]/, '〇')));
  if (!text.includes('十')) return [...text].reduce((sum, one) => sum * 10 + digit(one), 0);
  const [tens = '', ones = ''] = text.split('十');
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}
