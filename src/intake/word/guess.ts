import { announcementCategories } from '../../contract/api.js';
import { cleanLine } from '../clean.js';
import type { WordParagraph } from './document.js';

/** What an official document says about itself in its head and foot. */
export interface Guess {
  title?: string | undefined;
  docNo?: string | undefined;
  indexNo?: string | undefined;
  issuer?: string | undefined;
  /** As written, e.g. 2026年11月23日. */
  date?: string | undefined;
  category?: string | undefined;
  /** Places of the paragraphs that became fields: letterhead, numbers, title. */
  taken: ReadonlySet<number>;
}

export interface Source {
  paragraphs: readonly WordParagraph[];
  /** Rows of tables, for documents that begin with a table of such facts. */
  rows: readonly (readonly string[])[];
  /** The title in the file's properties. */
  property?: string | undefined;
  /** The file's name, as the last resort. */
  fileName: string;
}

const docNoForm =
  /^[（(]?(?:发文字号|发文号|文号|文件编号)?[:：]?([\p{Script=Han}A-Za-z]{1,20})[〔[［（(【]((?:19|20)\d{2})[〕\]］）)】]第?(\d{1,5})号[)）]?(?:签发人[:：].{1,20})?$/u;
const indexNoForm = /^索引号[:：]?([A-Za-z0-9][A-Za-z0-9/_\-—.]{3,59})$/;
const dateForm =
  /^(?:[12]\d{3}年\d{1,2}月\d{1,2}日|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)$/;
const titleEnd =
  /(?:公告|通告|通知|公示|决定|决定书|通报|意见|办法|规定|规则|细则|条例|方案|计划|规划|报告|年报|年度报告|解读|函|批复|指南|须知|倡议书|公开信|目录|清单|纪要|简介|问答|情况说明|说明)(?:（[^）]{1,20}）)?$/;
const organisation =
  /(?:局|委员会|政府|办公室|厅|部|中心|院|队|所|处|站|公司|学校|大学|联合会|协会|领导小组|指挥部)$/;

/** Reads title, numbers, issuer, date and category from the places where official documents have them. */
export function guessFields(source: Source): Guess {
  const lines = source.paragraphs.filter((paragraph) => paragraph.text !== '');
  const head = lines.slice(0, 14);
  const taken = new Set<number>();
  const docNoLine = head.find((line) => readDocNo(line.text) !== undefined);
  const indexLine = head.find((line) => indexNoForm.test(bare(line.text)));
  const letterhead = findLetterhead(head, docNoLine);
  for (const line of [docNoLine, indexLine, letterhead]) if (line) taken.add(line.at);
  const titleLines = findTitle(head.filter((line) => !taken.has(line.at)));
  for (const line of titleLines) taken.add(line.at);
  const title = joinTitle(titleLines.map((line) => line.text)) || fallbackTitle(source);
  const sign = findSignature(lines);
  return {
    title,
    docNo:
      readDocNo(docNoLine?.text ?? '') ?? readDocNo(fact(source.rows, /^(?:发文字号|文号|文件编号)/) ?? ''),
    indexNo: indexNoForm.exec(bare(indexLine?.text ?? ''))?.[1] ?? fact(source.rows, /^索引号/),
    issuer: letterhead
      ? bare(letterhead.text).replace(/文件$/, '')
      : (sign.issuer ?? fact(source.rows, /^(?:发布机构|发文机关|制发机关)/)),
    date: sign.date,
    category: guessCategory(title),
    taken,
  };
}

/** A document number in its one form, e.g. 望城管通〔2026〕9号; undefined when the text is none. */
export function readDocNo(text: string): string | undefined {
  const match = docNoForm.exec(bare(text));
  return match ? `${match[1]}〔${match[2]}〕${Number(match[3])}号` : undefined;
}

/** The category that a title's words stand for. */
export function guessCategory(title: string): (typeof announcementCategories)[number] | undefined {
  return categoryWords.find(([, words]) => words.test(title))?.[0];
}

const categoryWords: readonly (readonly [(typeof announcementCategories)[number], RegExp])[] = [
  ['政府信息公开年报', /政府信息公开.*年度报告/],
  ['解读', /解读/],
  ['行政处罚', /行政处罚/],
  ['招聘信息', /招聘|招录|拟聘/],
  ['应急信息', /抢修|抢险|应急|停水|停电|停气|暂停|紧急|预警|塌陷/],
  ['办事指南', /指南|须知|办理流程/],
  ['法制宣传', /宣传|普法|宪法/],
  ['公示', /公示/],
  ['政策文件', /印发|办法|规定|细则|实施意见|实施方案/],
  ['通知公告', /通告|公告|通知|通报/],
];

function bare(text: string): string {
  return text.replace(/\s+/gu, '');
}

/** The line of the issuing office above the number, 「…文件」 or the bare name. */
function findLetterhead(
  head: readonly WordParagraph[],
  docNo: WordParagraph | undefined,
): WordParagraph | undefined {
  const named = head
    .slice(0, 4)
    .find((line) => /^.{3,40}文件$/u.test(bare(line.text)) && (line.centred || line.size >= 22));
  if (named) return named;
  const before = docNo && head[head.indexOf(docNo) - 1];
  return before && before.centred && organisation.test(bare(before.text)) ? before : undefined;
}

/** The lines of the title: a styled one, else the first centred lines that belong together. */
function findTitle(head: readonly WordParagraph[]): WordParagraph[] {
  const styled = head.find((line) => /^(?:title|标题|文件标题|公文标题)$/i.test(line.style));
  if (styled) return [styled];
  const first = head.findIndex((line) => line.centred && !dateForm.test(bare(line.text)));
  const headline = head.find((line) => /^(?:heading ?1|标题 ?1)$/i.test(line.style));
  if (headline && (first === -1 || head.indexOf(headline) <= first)) return [headline];
  const start = head[first];
  // A centred line deep in the text is a chapter or a caption.
  if (!start || first > 4) return [];
  const lines = [start];
  for (const line of head.slice(first + 1)) {
    const whole = bare(lines.map(({ text }) => text).join(''));
    const belongs =
      line.centred && line.size === start.size && line.strong === start.strong && line.style === start.style;
    if (titleEnd.test(whole) || !belongs || whole.length + bare(line.text).length > 120) break;
    lines.push(line);
  }
  return lines;
}

function fallbackTitle({ paragraphs, property, fileName }: Source): string {
  const named = cleanLine(property ?? '');
  if (named !== '' && !/^(?:文档|document|microsoft word|新建)/i.test(named)) return named;
  const [first] = paragraphs.filter((line) => line.text !== '');
  if (first && first.text.length <= 60 && !/[。；：:;，,]$/.test(first.text)) return joinTitle([first.text]);
  return cleanLine(fileName.replace(/\.[^.]*$/, ''));
}

/** Lines as one: no spaces between Han characters, where a layout had broken or spread them. */
function joinTitle(lines: readonly string[]): string {
  return cleanLine(lines.join(' ')).replace(/(?<![A-Za-z0-9]) | (?![A-Za-z0-9])/gu, '');
}

/** The last date line and the office's name above it. */
function findSignature(lines: readonly WordParagraph[]): { issuer?: string; date?: string } {
  const at = lines.findLastIndex((line) => dateForm.test(bare(line.text)));
  const date = lines[at];
  if (at < 1 || !date) return {};
  const above = bare(lines[at - 1]?.text ?? '');
  const named = above.length <= 40 && organisation.test(above) && !/[，。；：、]/.test(above);
  return { date: bare(date.text), ...(named ? { issuer: above } : {}) };
}

/** The cell behind, or in, the one that a label begins. */
function fact(rows: readonly (readonly string[])[], label: RegExp): string | undefined {
  for (const row of rows) {
    const at = row.findIndex((cell) => label.test(bare(cell)));
    if (at === -1) continue;
    const own = bare(row[at] ?? '').replace(/^[^:：]*[:：]?/, '');
    const value = own === '' ? bare(row[at + 1] ?? '') : own;
    if (value !== '' && value.length <= 100) return value;
  }
  return undefined;
}
