import { PublicObjection, objectionLimits, type ObjectionWindow } from '../../src/contract/objection.js';
import { endText, objectionSection, takenContent, type Filled } from './objection-form.js';
import { plainPage } from './plain-pages.js';
import { parseRecord, readRecordBytes } from './record.js';
import { HTML, OWN_FORMS, textAnswer, type Answer } from './respond.js';
import { goneAnswer, windowOf } from './serve-item.js';
import { pageHtml, type Page } from './shell.js';
import type { Visit } from './visit.js';

/** Where there is nothing more to say than a form of this many bytes. */
const MOST_BYTES = 64 * 1024;

/**
 * Takes the form below a public notice. Undefined when no such notice stands here. Every answer is a whole page, for
 * there is no script.
 */
export async function serveObjection(
  visit: Visit,
  slug: string,
  request: Request,
): Promise<Answer | undefined> {
  const bytes = await readRecordBytes(visit.ctx.files, slug);
  if (!bytes) return undefined;
  const record = parseRecord(bytes);
  if (record.state === 'gone') return goneAnswer(visit, record);
  const window = await windowOf(visit, slug, record);
  if (!window) return undefined;
  const filled = await filledIn(request);
  if (!filled) return said(visit, slug, 415, '没有收到异议', '请用公示页面上的表单提交。');
  const objection = PublicObjection.safeParse({
    text: filled.text,
    ...(!filled.anonymous && { from: { name: filled.name, contact: filled.contact } }),
  });
  // Who comes too late is not told to fill something in first.
  if (!window.open) return closed(visit, slug, window);
  if (!objection.success) return again(visit, slug, window, filled);
  const answer = await visit.ctx.objections.take(slug, objection.data);
  if (answer.is === 'closed') return closed(visit, slug, window);
  if (answer.is === 'too_many') {
    const minutes = String(Math.ceil(answer.waitSeconds / 60));
    const words = `同一网络地址短时间内提交过多，请在 ${minutes} 分钟后再试，或者按公示中的方式联系受理单位。`;
    const headers = { 'retry-after': String(answer.waitSeconds) };
    return said(visit, slug, 429, '请稍后再提交', words, headers);
  }
  return shown(visit, 201, plain(visit, slug, '已收到您的异议', takenContent(answer.receipt, answer.at)));
}

/** Undefined: it is no form of ours. */
async function filledIn(request: Request): Promise<Filled | undefined> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) return undefined;
  const body = await request.text();
  if (body.length > MOST_BYTES) return undefined;
  const form = new URLSearchParams(body);
  // Browsers send line ends as two signs and count them as one.
  const of = (name: string): string => (form.get(name) ?? '').replaceAll('\r\n', '\n');
  return {
    ...{ name: of('name'), contact: of('contact'), text: of('text') },
    ...{ anonymous: form.has('anonymous'), errors: {} },
  };
}

function again(visit: Visit, slug: string, window: ObjectionWindow, filled: Filled): Answer {
  const { name, contact, text } = objectionLimits;
  const errors: Filled['errors'] = {
    ...(!filled.anonymous && {
      ...wrong('name', filled.name, name, '姓名'),
      ...wrong('contact', filled.contact, contact, '联系方式'),
    }),
    ...wrong('text', filled.text, text, '异议内容'),
  };
  const section = objectionSection(window, visit.addresses.objection(slug), { ...filled, errors });
  return shown(visit, 422, plain(visit, slug, '异议还没有提交', [section]));
}

function wrong(field: keyof Filled['errors'], value: string, most: number, label: string): Filled['errors'] {
  if (value.trim() === '')
    return { [field]: `请填写${label}${field === 'text' ? '' : '，或者选择匿名提出'}。` };
  return value.length > most ? { [field]: `${label}不能超过 ${String(most)} 个字。` } : {};
}

const closed = (visit: Visit, slug: string, window: ObjectionWindow): Answer =>
  said(
    visit,
    slug,
    409,
    '不在公示期内',
    `公示期为 ${window.first} 至 ${endText(window)}，现在不再通过网站受理异议，您的内容没有保存。`,
  );

function said(
  visit: Visit,
  slug: string,
  status: number,
  title: string,
  words: string,
  headers: Record<string, string> = {},
): Answer {
  return shown(visit, status, plain(visit, slug, title, words), headers);
}

const plain = (visit: Visit, slug: string, title: string, content: string | Page['main']): Page =>
  plainPage(title, visit.site.links, content, { text: '返回公示', href: visit.addresses.article(slug) });

/** Nobody keeps an answer to a form. */
const shown = ({ site }: Visit, status: number, page: Page, headers: Record<string, string> = {}): Answer =>
  textAnswer(status, HTML, pageHtml(site, page), {
    cache: 'no-store',
    headers: { ...OWN_FORMS, ...headers },
  });
