import { describe, expect, it } from '@jest/globals';
import { at, recallFacts } from '../../../test/factories/recall-facts.js';
import type { ProofModel, Section } from './model.js';
import { issue, recallProof } from './recall-proof.js';
import { clean, timeText } from './lines.js';

/** All that stands in a part, cell by cell. */
function texts(part: ProofModel | Section): string {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) walk(inner);
  };
  walk(part);
  return found.join('\n');
}

const section = (model: ProofModel, heading: RegExp): Section => {
  const found = model.sections.find(({ heading: { zh } }) => heading.test(zh));
  if (!found)
    throw new Error(`no part ${String(heading)}: ${model.sections.map((one) => one.heading.zh).join('、')}`);
  return found;
};

/** The row of a fact. */
function fact(part: Section, label: string): string[] {
  if (part.content.kind !== 'facts') throw new Error('it holds no facts');
  const row = part.content.rows.find((one) => one.label.zh === label);
  return (row?.value ?? []).map(({ zh }) => zh);
}

describe('a finished recall', () => {
  const model = recallProof(recallFacts({ docNo: '望综执〔2026〕12 号' }));

  it('is a proof, and says in which words of the law it was taken back', () => {
    expect([model.kind.zh, model.standing.is, model.standing.word.zh]).toEqual([
      '撤回证明',
      'finished',
      '已全部撤下，并经核对',
    ]);
    const asked = section(model, /申请与决定/);
    expect(fact(asked, '原因')[1]).toMatch(/^《政府信息公开条例》第十五条/);
    expect(fact(asked, '申请').slice(0, 2)).toEqual(['测试办事员', '2026-11-24 10:30:00 +08:00']);
    expect(fact(asked, '同意').slice(0, 2)).toEqual(['测试签发人', '2026-11-24 10:31:00 +08:00']);
    expect(fact(asked, '意见')).toEqual(['同意，立即撤下']);
    expect(texts(model)).not.toContain('尚未完成');
  });

  it('names each place with the second in which it was verified gone, and how', () => {
    const gone = section(model, /^已撤下并核对的 2 处/);
    if (gone.content.kind !== 'table') throw new Error('it is no table');
    const [first] = gone.content.rows;
    expect(first?.map((cell) => cell.map(({ zh }) => zh))).toEqual([
      ['目标0', '网站 · 第 1 版', 'https://notices.example.cn/site/1.html'],
      ['2026-11-24 10:31:10 +08:00', '2026-11-24 10:31:00 +08:00 下达', '2026-11-24 10:20:00 +08:00 上线'],
      ['下达撤回 1 次，另行回看 1 次', '2026-11-24 10:31:10 +08:00 回看：内容已不在', '证据：{"is":"gone"}'],
    ]);
  });

  it('tells what was taken back by number, address and hash, and where the ledger has it', () => {
    const about = section(model, /^信息$/);
    expect(fact(about, '文号')).toEqual(['望综执〔2026〕12 号']);
    expect(fact(about, '公开网址')).toEqual(['https://notices.example.cn/n/20261124-ab12']);
    expect(fact(about, '第 1 版哈希值')[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(texts(section(model, /^台账记录 3 条/))).toMatch(/^11$[\s\S]*^申请撤回$[\s\S]*^1$/m);
    expect(texts(section(model, /^封存 2 个/))).toMatch(/根 sha256:[0-9a-f]{64}/);
  });

  it('has one hash whenever it is issued, and another as soon as anything in it differs', () => {
    const again = recallProof(recallFacts({ docNo: '望综执〔2026〕12 号' }));
    expect(again).toEqual(model);
    const { hash } = issue(model, new Date(at(0)));
    expect(issue(again, new Date(at(9_999))).hash).toBe(hash);
    expect(issue(recallProof(recallFacts({ note: '别的说明' })), new Date(at(0))).hash).not.toBe(hash);
  });
});

describe('a recall that is not over', () => {
  const screens = [
    { screenId: 's1', name: '一楼大厅屏', state: 'retracted', online: true, at: at(65) },
    { screenId: 's2', name: '二楼屏', state: 'painted', online: false, at: at(-60) },
    { screenId: 's3', name: '三楼屏', state: 'queued', online: false, at: at(-60) },
  ];
  const model = recallProof(
    recallFacts({
      places: [
        {},
        {
          name: '区政府门户',
          state: 'with_person',
          drill: true,
          task: { zh: '请致电编辑撤稿', en: 'Call the editor' },
          taskFacts: { contact: '000-0000', nested: { a: 1 } },
        },
        { name: '大厅显示屏', state: 'accepted', screens },
        { name: '定时的', state: 'cancelled', operation: 'publish' },
        { name: '坏的', state: 'failed', lastError: '对方说不行' },
      ],
      lastSeen: [['s2', at(-30)]],
    }),
  );

  it('is no proof, says so, and lists what is open with whom to call', () => {
    expect([model.kind.zh, model.standing.is, model.standing.word.zh]).toEqual([
      '撤回进展说明',
      'open',
      '尚未完成',
    ]);
    expect(model.standing.text.zh).toBe(
      '共 5 处，已了结 2 处，等人处理 1 处，进行中 2 处。本文件是进展说明，不是撤回证明。',
    );
    const [open] = model.sections;
    expect([open?.alarm, open?.heading.zh]).toEqual([true, '尚未完成的 3 处']);
    const told = open ? texts(open) : '';
    for (const word of [
      '区政府门户',
      '演练',
      '请致电编辑撤稿',
      '联系方式：000-0000',
      '等人处理',
      '对方说不行',
      '1 块屏未报告移除',
    ])
      expect(told).toContain(word);
    expect(texts(section(model, /^已撤下并核对的 1 处/))).not.toContain('区政府门户');
    expect(texts(section(model, /^未发出即取消的 1 处/))).toContain('定时的');
  });

  it('tells of each screen what it reported, or since when it is away', () => {
    const told = texts(section(model, /^显示屏 3 块/));
    expect(told).toContain('2026-11-24 10:31:05 +08:00 已报告移除');
    expect(told).toContain('离线，尚未报告移除');
    expect(told).toContain('2026-11-24 10:29:30 +08:00 最后一次联系');
    expect(told).toContain('从未取得这条信息');
  });

  it('says of an entry without a seal that it has none yet', () => {
    expect(texts(section(model, /^台账记录/))).toContain('待封存');
  });
});

describe('who decided', () => {
  it('alone, in an emergency', () => {
    const asked = section(recallProof(recallFacts({ emergency: true, opinion: '' })), /申请与决定/);
    expect(fact(asked, '紧急撤回').slice(0, 2)).toEqual(['一人决定，未经第二人同意', '测试签发人']);
    expect(fact(asked, '同意')).toEqual([]);
  });
  it.each([
    ['none', 'waiting', '尚未决定'],
    ['refuse', 'refused', '不同意'],
  ] as const)('nobody yet, or against it: %s', (decision, standing, word) => {
    const model = recallProof(recallFacts({ decision }));
    expect([model.kind.zh, model.standing.is]).toEqual(['撤回申请', standing]);
    expect(texts(section(model, /申请与决定/))).toContain(word);
    expect(model.standing.text.zh).toContain('不是撤回证明');
  });
});

it('tells what people confirmed during the recall, not before it', () => {
  const model = recallProof(recallFacts({ places: [{ said: '撤稿时间：2026-11-24 10:31' }] }));
  const told = texts(section(model, /^人工确认/));
  expect(told).toContain('测试办事员\n');
  expect(told).toContain('撤稿时间：2026-11-24 10:31');
  expect(told).not.toContain('发布时的人');
});

it('says of a recall of some places that more is out', () => {
  const rest = {
    target: '微信公众号',
    state: 'live' as const,
    versionId: 'v',
    version: 2,
    liveAt: at(-60),
    url: null,
  };
  const model = recallProof(recallFacts({ outside: [rest] }));
  expect(model.standing.word.zh).toBe('本次范围内已全部撤下，并经核对');
  expect(model.standing.text.zh).toContain('另有 1 处不在本次撤回之内');
  expect(texts(section(model, /^不在本次撤回之内的 1 处/))).toMatch(/微信公众号[\s\S]*仍在线/);
});

it('names all of 200 places', () => {
  const places = Array.from({ length: 200 }, (_, index) => ({ name: `渠道之${String(index)}号` }));
  const { rows } = section(recallProof(recallFacts({ places })), /^已撤下并核对的 200 处/).content;
  expect(rows).toHaveLength(200);
});

describe('texts', () => {
  it.each([
    ['a\u0000b\u0007c', 'abc'],
    ['\u202e文号\u2066x\u2069', '文号x'],
    ['隐\u200b形\ufeff', '隐形'],
    ['半个\ud800字', '半个\ufffd字'],
    ['一\r\n二\u2028三\n\n\n\n四', '一\n二\n三\n\n四'],
    ['a\tb ', 'a b'],
  ])('%j', (given, shown) => {
    expect(clean(given)).toBe(shown);
  });
  it('that never end are cut, and say so', () => {
    expect(clean('长'.repeat(9_000))).toBe(`${'长'.repeat(4_000)}…（共 9000 字）`);
  });
  it('tell times by the office’s clock, across its midnight', () => {
    expect(timeText('2026-12-31T16:00:01.999Z')).toBe('2027-01-01 00:00:01 +08:00');
  });
});
