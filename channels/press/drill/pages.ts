import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { ParsedMail } from 'mailparser';
import { outlets } from './outlets.js';
import type { Fault, Mail, MailStore } from './store.js';

const style = `
body{margin:0;background:#fbfaf7;color:#1f2328;font:15px/1.7 "PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
.drill{background:#1f2328;color:#fff;padding:6px 24px;letter-spacing:.1em}
main{max-width:1000px;margin:auto;padding:16px 24px 64px}
h1{font-size:24px;margin:12px 0}h2{font-size:18px;margin:28px 0 10px}
a{color:#1e6b5c}
table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #e2dfd7}
th,td{border-bottom:1px solid #e2dfd7;padding:8px 12px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:#565b61;white-space:nowrap}
time{white-space:nowrap;font-variant-numeric:tabular-nums}
.tag{display:inline-block;padding:0 8px;border-radius:4px;background:#fff4da;color:#6b4a00;font-size:13px}
form{display:inline}select,button{font:inherit;padding:4px 10px;min-height:36px}
button{border:1px solid #1e6b5c;border-radius:6px;background:#fff;color:#1e6b5c;cursor:pointer}
iframe{width:100%;height:640px;border:1px solid #e2dfd7;background:#fff}
pre{white-space:pre-wrap;background:#fff;border:1px solid #e2dfd7;padding:12px;overflow-wrap:anywhere}
.empty{padding:40px;text-align:center;color:#565b61;background:#fff;border:1px solid #e2dfd7}
.scroll{overflow-x:auto}
`.trim();

const faultWords: Record<Fault, string> = {
  refuse: '拒收（550 无此邮箱）',
  greylist: '灰名单（先 451，一次）',
  bounce: '收下后退信',
  drop: '收下后断线，不答复',
};

/** All pages of the mailbox say that this is a drill. */
export function pageHtml(title: string, body: ElementContent[]): string {
  return toHtml({
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'zh-CN' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('title', `${title} · 演练收件箱`),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('style', style),
        ]),
        h('body', [h('div.drill', '演练 · 这里的媒体是虚构的，邮件没有发到外面'), h('main', body)]),
      ]),
    ],
  });
}

const moment = (iso: string): Element =>
  h(
    'time',
    { dateTime: iso },
    new Date(iso).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23' }),
  );

/** What arrived, newest first; what was refused; and how each address behaves. */
export function listPage({ state }: MailStore): string {
  return pageHtml('收到的邮件', [
    h('h1', '演练收件箱'),
    ...(state.mails.length === 0
      ? [h('p.empty', '还没有收到邮件。发布到媒体之后，邮件会出现在这里。')]
      : [mailTable(state.mails)]),
    h('h2', '各邮箱的表现'),
    h('div.scroll', [faultTable(state.faults)]),
    ...(state.refusals.length === 0
      ? []
      : [
          h('h2', '拒收记录'),
          h('div.scroll', [
            h(
              'table',
              [...state.refusals]
                .reverse()
                .map(({ at, to, words }) => h('tr', [h('td', [moment(at)]), h('td', to), h('td', words)])),
            ),
          ]),
        ]),
  ]);
}

function mailTable(mails: Mail[]): Element {
  return h('div.scroll', [
    h('table', [
      h('thead', [
        h(
          'tr',
          ['时间', '收件人', '主题'].map((name) => h('th', name)),
        ),
      ]),
      h(
        'tbody',
        [...mails]
          .reverse()
          .map((mail) =>
            h('tr', [
              h('td', [moment(mail.at)]),
              h('td', mail.to),
              h('td', [h('a', { href: `/mails/${String(mail.id)}` }, mail.subject), ...tags(mail)]),
            ]),
          ),
      ),
    ]),
  ]);
}

function tags({ bounce, repeat }: Mail): ElementContent[] {
  return [
    ...(repeat ? [' ', h('span.tag', '重复')] : []),
    ...(bounce ? [' ', h('span.tag', bounce.toldAt === undefined ? '退信中' : '已退信')] : []),
  ].map((part) => (typeof part === 'string' ? { type: 'text' as const, value: part } : part));
}

function faultTable(faults: Record<string, Fault>): Element {
  return h(
    'table',
    outlets.flatMap(({ name, contacts }) =>
      contacts.map((contact) =>
        h('tr', [
          h('td', name),
          h('td', contact.address),
          h('td', [
            h('form', { method: 'post', action: '/faults' }, [
              h('input', { type: 'hidden', name: 'address', value: contact.address }),
              h('select', { name: 'fault', ariaLabel: `${contact.address} 的表现` }, [
                h('option', { value: '' }, '正常收下'),
                ...Object.entries(faultWords).map(([value, words]) =>
                  h('option', { value, selected: faults[contact.address] === value }, words),
                ),
              ]),
              ' ',
              h('button', { type: 'submit' }, '设置'),
            ]),
          ]),
        ]),
      ),
    ),
  );
}

/** One message: as its reader sees it, as text, its links, its files, its headers. */
export function mailPage(mail: Mail, parsed: ParsedMail): string {
  const links = [...new Set((parsed.text ?? '').match(/https?:\/\/\S+/g) ?? [])];
  return pageHtml(mail.subject, [
    h('p', [h('a', { href: '/' }, '← 全部邮件')]),
    h('h1', mail.subject),
    h('table', [
      fact('收件人', mail.to),
      fact('发件人', mail.from),
      fact('时间', moment(mail.at)),
      fact('Message-ID', mail.messageId),
      ...(mail.bounce ? [fact('退信通知', mail.bounce.answer ?? '正在告知发件机关')] : []),
    ]),
    ...(links.length === 0
      ? []
      : [
          h('h2', '链接'),
          h(
            'ul',
            links.map((href) => h('li', [h('a', { href }, href)])),
          ),
        ]),
    h('h2', '邮件'),
    h('iframe', {
      sandbox: 'allow-popups allow-popups-to-escape-sandbox',
      title: '邮件正文',
      src: `/mails/${String(mail.id)}/html`,
    }),
    h('h2', '纯文本'),
    h('pre', parsed.text ?? ''),
    ...(parsed.attachments.length === 0
      ? []
      : [
          h('h2', '附件'),
          h(
            'ul',
            parsed.attachments.map(({ filename, size }, index) =>
              h('li', [
                h(
                  'a',
                  { href: `/mails/${String(mail.id)}/files/${String(index)}` },
                  filename ?? `附件${String(index + 1)}`,
                ),
                ` ${String(size)} B`,
              ]),
            ),
          ),
        ]),
    h('h2', '邮件头'),
    h('pre', parsed.headerLines.map(({ line }) => line).join('\n')),
  ]);
}

const fact = (name: string, value: string | Element): Element => h('tr', [h('th', name), h('td', [value])]);
