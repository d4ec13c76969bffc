import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { minuteText, pageHtml } from './pages.js';
import type { Portal } from './portal.js';
import type { Entry } from './state.js';

const stateWords = { submitted: '待审', adopted: '已采用', returned: '已退回', withdrawn: '已撤下' } as const;

/** The editors' desk: what came in with its buttons, a form to paste an article into, and how the drill behaves. */
export function deskPage(portal: Portal, notice?: string): string {
  const { entries, identity } = portal;
  const groups = (['submitted', 'adopted', 'returned', 'withdrawn'] as const).map((state) => {
    const of = entries.filter(({ status }) => status.state === state);
    return h('section.sheet', [
      h('h2', `${stateWords[state]}（${String(of.length)}）`),
      ...of.map(entryCard),
    ]);
  });
  return pageHtml(portal, {
    title: '编辑部',
    main: [
      h('p.crumbs', '演练门户 > 编辑部'),
      ...(notice === undefined ? [] : [h('section.card', [h('h3', '已发布'), h('code', notice)])]),
      ...(identity.mode === 'interface' ? groups : [pasteForm()]),
      publicArticles(portal),
      ...(identity.mode === 'interface' ? [behaviourForm(portal)] : []),
    ],
  });
}

function entryCard({ submission, status }: Entry): Element {
  const { id, state, url, reason, withdrawalRequested, at } = status;
  const facts = submission?.metadata.map(({ label, value }) => h('li', `${label}：${value}`)) ?? [];
  const files = submission?.files.map(({ name, role }) => h('li', `${name}（${role}）`)) ?? [];
  return h('article.card', [
    h('h3', submission?.title ?? '（来稿前已撤回）'),
    h('div.row', [
      h('span', { className: ['chip', state] }, stateWords[state]),
      ...(withdrawalRequested ? [h('span.chip.asked', '来稿单位请求撤下')] : []),
      h('span', `${submission?.office.name ?? ''} ${minuteText(at)}`),
      ...(url === undefined ? [] : [h('a', { href: url }, url)]),
      ...(reason === undefined ? [] : [h('span', `退回理由：${reason}`)]),
    ]),
    h('details', [h('summary', '来稿内容'), h('ul', [...facts, ...files]), h('pre', submission?.text ?? '')]),
    h('div.row', actionsOf(id, state)),
  ]);
}

function actionsOf(id: string, state: Entry['status']['state']): ElementContent[] {
  if (state === 'submitted')
    return [
      action(`/desk/${id}/adopt`, [h('button', '采用并发布')]),
      action(`/desk/${id}/return`, [
        h('input', {
          type: 'text',
          name: 'reason',
          required: true,
          placeholder: '退回理由',
          ariaLabel: '退回理由',
        }),
        h('button.plain', '退回'),
      ]),
    ];
  return state === 'adopted' ? [action(`/desk/${id}/withdraw`, [h('button.plain', '撤下')])] : [];
}

const action = (to: string, children: ElementContent[]): Element =>
  h('form.row', { method: 'post', action: to }, children);

function pasteForm(): Element {
  return h('section.sheet', [
    h('h2', '发布文章'),
    h('form', { method: 'post', action: '/desk/articles', encType: 'multipart/form-data' }, [
      h('label', ['标题', h('input', { type: 'text', name: 'title', required: true, maxLength: 240 })]),
      h('label', ['来源', h('input', { type: 'text', name: 'source', maxLength: 120 })]),
      h('label', ['正文（网页格式或纯文本）', h('textarea', { name: 'html', required: true })]),
      h('label', [
        '图片（文件名与正文中的一致）',
        h('input', { type: 'file', name: 'pictures', multiple: true, accept: 'image/*' }),
      ]),
      h('div.row', [h('button', '发布')]),
    ]),
  ]);
}

function publicArticles(portal: Portal): Element {
  const shown = portal.state.articles.filter(({ state }) => state === 'public').reverse();
  return h('section.sheet', [
    h('h2', `在线文章（${String(shown.length)}）`),
    ...shown.map((article) =>
      h('div.row', [
        h('a', { href: portal.address(article) }, article.title),
        h('code', portal.address(article)),
        action(`/desk/articles/${String(article.number)}/remove`, [h('button.plain', '撤下')]),
      ]),
    ),
  ]);
}

function behaviourForm({ state: { behaviour } }: Portal): Element {
  const choice = (name: string, label: string, values: [string, string][], now: string): Element =>
    h('label', [
      label,
      h(
        'select',
        { name },
        values.map(([value, words]) => h('option', { value, selected: value === now }, words)),
      ),
    ]);
  const delays: [string, string][] = [
    ['', '由编辑点击'],
    ['0', '立即'],
    ['5000', '5 秒后'],
    ['60000', '1 分钟后'],
  ];
  return h('section.sheet', [
    h('h2', '演练设置'),
    h('form', { method: 'post', action: '/desk/behaviour' }, [
      choice('adoptAfterMs', '来稿自动采用', delays, String(behaviour.adoptAfterMs ?? '')),
      choice('withdrawAfterMs', '撤稿请求自动办理', delays, String(behaviour.withdrawAfterMs ?? '')),
      choice(
        'answer',
        '来稿接口',
        [
          ['normal', '正常'],
          ['error-page', '返回 200 的出错页面，不收稿'],
          ['error-page-after-taking', '收稿后返回 200 的出错页面'],
          ['lose-after-taking', '收稿后断开连接'],
          ['busy', '繁忙（429）'],
        ],
        behaviour.answer,
      ),
      choice(
        'callbacks',
        '状态回调',
        [
          ['once', '发送一次'],
          ['twice', '重复发送'],
          ['none', '不发送'],
        ],
        behaviour.callbacks,
      ),
      choice(
        'callbackDelayMs',
        '回调延迟',
        [
          ['0', '不延迟'],
          ['10000', '10 秒'],
          ['120000', '2 分钟'],
        ],
        String(behaviour.callbackDelayMs),
      ),
      h('div.row', [h('button', '保存')]),
    ]),
  ]);
}

/** The way to all portals of the drill. */
export function overviewPage(portals: readonly Portal[]): string {
  const [first] = portals;
  if (!first) throw new Error('a drill without portals');
  const cards = portals.map((portal) =>
    h('article.card', [
      h('h3', portal.identity.name),
      h(
        'p',
        portal.identity.mode === 'handoff' ? '人工代发：把内容粘贴到编辑部' : '接口报送：来稿在编辑部待审',
      ),
      h('div.row', [
        h('a', { href: `${portal.origin}/desk` }, '编辑部'),
        h('a', { href: `${portal.origin}/` }, '公开页面'),
      ]),
    ]),
  );
  return pageHtml(first, { title: '演练门户', main: [h('section.sheet', [h('h1', '演练门户'), ...cards])] });
}
