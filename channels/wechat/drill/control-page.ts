import type { Callbacks } from './callbacks.js';
import type { FaultKind } from './faults.js';
import { escape, page, shortTime } from './page-parts.js';
import type { Platform } from './platform.js';
import { defaultLimits, limitOf, usedOf } from './quota.js';

const style = `
  main { max-width: 980px; margin: 0 auto; padding: 28px 24px 56px; }
  h1 { margin: 0 0 4px; font-size: 24px; }
  h2 { margin: 32px 0 12px; font-size: 18px; }
  .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 12px; }
  form.card { display: flex; flex-direction: column; gap: 8px; padding: 14px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
  form.card p { flex: 1; margin: 0; color: var(--quiet); font-size: 14px; }
  form.card b { font-size: 15px; }
  button { align-self: start; padding: 5px 14px; border: 1px solid var(--pine); border-radius: 6px; background: var(--surface); color: var(--pine); font: inherit; cursor: pointer; }
  button:hover, button:focus-visible { background: var(--pine); color: #fff; }
  .row { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
  .scroll { overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; background: var(--surface); font-variant-numeric: tabular-nums; }
  th, td { padding: 6px 12px; border: 1px solid var(--line); text-align: left; }
  td.n { text-align: right; }
  .quiet { color: var(--quiet); }
`;

type Order = { kind: FaultKind; title: string; words: string; fields?: Record<string, string | number> };

const orders: Order[] = [
  { kind: 'slow', title: '变慢', words: '下一次调用 8 秒后才处理。', fields: { ms: 8_000 } },
  {
    kind: 'silent',
    title: '收下后不回答',
    words: '下一次“发布”已生效，但一直不回答，直到超时。',
    fields: { path: 'freepublish/submit', ms: 120_000 },
  },
  {
    kind: 'silent',
    title: '草稿收下后不回答',
    words: '下一次“新建草稿”已生效，但一直不回答。',
    fields: { path: 'draft/add', ms: 120_000 },
  },
  {
    kind: 'lost',
    title: '回答丢失',
    words: '下一次“新建草稿”已生效，连接随即断开。',
    fields: { path: 'draft/add' },
  },
  { kind: 'gateway', title: '网关错误', words: '下一次调用得到 502 网页。' },
  { kind: 'error', title: '系统繁忙（-1）', words: '下一次调用被拒绝：系统繁忙。', fields: { code: -1 } },
  {
    kind: 'error',
    title: '配额用完（45009）',
    words: '下一次“发布”被拒绝：今日次数已用完。',
    fields: { path: 'freepublish/submit', code: 45_009 },
  },
  {
    kind: 'error',
    title: 'IP 不在白名单（40164）',
    words: '现有凭证作废，下一次获取凭证被拒绝。',
    fields: { path: 'stable_token', code: 40_164 },
  },
  {
    kind: 'error',
    title: 'AppSecret 错误（40125）',
    words: '现有凭证作废，下一次获取凭证被拒绝。',
    fields: { path: 'stable_token', code: 40_125 },
  },
  { kind: 'revoke', title: '凭证失效', words: '下一次调用前，所有已发放的凭证作废。' },
  {
    kind: 'delayedMaterial',
    title: '素材延迟生效（40007）',
    words: '下一个封面上传后 8 秒内不可用。',
    fields: { ms: 8_000 },
  },
  { kind: 'audit', title: '平台审核不通过', words: '下一次发布的结果是状态 4。', fields: { status: 4 } },
  { kind: 'audit', title: '原创声明失败', words: '下一次发布的结果是状态 2。', fields: { status: 2 } },
  { kind: 'callbackNever', title: '没有回调', words: '下一个结果不推送，只能查询。' },
  { kind: 'callbackTwice', title: '重复回调', words: '下一个结果推送两次。' },
  { kind: 'callbackLate', title: '回调迟到', words: '下一个结果 60 秒后才推送。', fields: { ms: 60_000 } },
  { kind: 'callbackBadSignature', title: '签名错误的回调', words: '下一个回调的签名不对。' },
  { kind: 'callbackPlain', title: '明文回调', words: '下一个回调不加密（安全模式下必须拒绝）。' },
];

/** Where a person orders troubles, raises limits, and sees what was called back. */
export function controlPage(platform: Platform, callbacks: Callbacks): string {
  return page(
    '演练控制',
    style,
    `<main><h1>演练控制</h1><p class="quiet"><a href="/">返回文章列表</a></p>
<h2>故障</h2>${ordered(platform)}<div class="grid">${orders.map(card).join('')}</div>
<h2>每日配额</h2><p class="quiet">默认是新账号的真实配额（北京时间 0 时重新计算）。</p>
<div class="row">${button('/drill/limits', '提高到一百万', { '*': 1_000_000 })}${button('/drill/limits/reset', '恢复真实配额')}</div><p></p>${limits(platform)}
<h2>发布与回调</h2><div class="row">${button('/drill/finish', '立即完成正在发布的文章')}${button('/drill/tokens/revoke', '立即作废全部凭证')}</div><p></p>${sent(callbacks)}</main>`,
  );
}

const hidden = (fields: Record<string, string | number>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${String(value)}">`)
    .join('');

const card = ({ kind, title, words, fields = {} }: Order): string =>
  `<form class="card" method="post" action="/drill/faults"><b>${title}</b><p>${words}</p>${hidden({ kind, ...fields })}<button>安排一次</button></form>`;

const button = (action: string, label: string, fields: Record<string, string | number> = {}): string =>
  `<form method="post" action="${action}">${hidden(fields)}<button>${label}</button></form>`;

function ordered({ faults }: Platform): string {
  if (faults.ordered.length === 0) return '<p class="quiet">没有安排故障。</p>';
  const list = faults.ordered.map(({ kind, path, times }) => {
    const title = orders.find((order) => order.kind === kind)?.title ?? kind;
    return `<li>${title}${path === '' ? '' : `（${escape(path)}）`}，${times < 0 ? '一直' : `还有 ${String(times)} 次`}</li>`;
  });
  return `<ul>${list.join('')}</ul><div class="row">${button('/drill/faults/clear', '全部取消')}</div><p></p>`;
}

function limits({ store, now }: Platform): string {
  const rows = Object.keys(defaultLimits).map((path) => {
    const limit = String(limitOf(store.state, path) ?? '');
    return `<tr><td><code>${path}</code></td><td class="n">${String(usedOf(store.state, path, now()))}</td><td class="n">${limit}</td></tr>`;
  });
  return `<div class="scroll"><table><thead><tr><th>接口</th><th>今日已用</th><th>上限</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function sent({ sent: all }: Callbacks): string {
  if (all.length === 0) return '<p class="quiet">还没有回调。</p>';
  const rows = all
    .slice(0, 20)
    .map(
      ({ at, publishId, event, attempt, answer }) =>
        `<tr><td>${shortTime(at)}</td><td>${escape(event)}</td><td>${escape(publishId)}</td><td class="n">${String(attempt)}</td><td>${escape(answer)}</td></tr>`,
    );
  return `<div class="scroll"><table><thead><tr><th>时间</th><th>事件</th><th>publish_id</th><th>第几次</th><th>回答</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
