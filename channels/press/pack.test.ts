import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MailFailure, PUBLISHED_SLOT, type VersionView } from '../../src/contract/channel.js';
import { compare, differences } from './differences.js';
import { classify } from './errors.js';
import { parseAnswers } from './extras.js';
import { contactId, linkOwner, linkSecret, linkToken } from './links.js';
import { messageId, readMessageId } from './message-id.js';
import { renderPack } from './render.js';
import { PressSettings } from './settings.js';
import { isSigned, signNotice } from './signature.js';
import { validateVersion } from './validate.js';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
const { tonggao, policy } = fixture('versions') as Record<'tonggao' | 'policy', VersionView>;
const settings = PressSettings.parse(fixture('settings'));
const pack = (version: VersionView, kind: PressSettings['kind'] = 'magazine') =>
  renderPack(version, { kind }).document;

describe('what each outlet gets', () => {
  test('a station gets a script to read: one sentence a line, no digit in it, and its time', () => {
    const { outlet } = pack(tonggao, 'radio');
    if (outlet.kind !== 'radio') throw new Error(outlet.kind);
    expect(outlet.lines[0]).toBe(
      '明川市望河区城市管理和综合行政执法局发布《关于开展冬季市容环境集中整治的通告》。',
    );
    expect(outlet.lines).toContain('二、范围：全区主次干道、背街小巷、农贸市场及学校周边。');
    expect(outlet.lines).toContain('一、时间：二零二六年十二月一日至二零二七年二月二十八日。');
    expect(outlet.lines.join('')).not.toMatch(/\d/);
    expect(outlet.seconds).toBeGreaterThan(60);
  });

  test('television gets a lead and a list of captions', () => {
    const lead = '我区12月起整治户外招牌。';
    expect(pack({ ...policy, extras: { lead, captions: '第一张图。' } }, 'tv').outlet).toEqual({
      kind: 'tv',
      lead,
      captions: ['图1：第一张图。'],
    });
    const own = pack({ ...policy, extras: {} }, 'tv').outlet;
    expect(own).toMatchObject({
      kind: 'tv',
      captions: ['图1：一店一招的招牌设置示意图：招牌底部净高不低于2.5米'],
    });
  });

  test('a newspaper prints the short text where there is one', () => {
    const { outlet } = pack({ ...tonggao, extras: { short: '一句话。\n\n再一句。' } }, 'newspaper');
    expect(outlet).toEqual({ kind: 'newspaper', paragraphs: ['一句话。', '再一句。'], characters: 8 });
  });

  test('numbered lists keep their numbers, and the slot stands once however often a draft writes it', () => {
    expect(pack(tonggao).paragraphs).toContain('1．占用人行道、盲道堆放物料和摆摊经营；');
    const sly = {
      ...tonggao,
      title: `题${PUBLISHED_SLOT}目`,
      body: `<p>${PUBLISHED_SLOT}文</p>`,
      extras: { qa: `问：${PUBLISHED_SLOT}\n答：是` },
    };
    expect(JSON.stringify(pack(sly)).split(PUBLISHED_SLOT)).toHaveLength(2);
  });

  test('scripts, foreign pictures and handlers do not survive', () => {
    const body =
      '<p onclick="x()">一<script>x()</script><img src="https://evil.example/x.png"><a href="javascript:x()">二</a></p>';
    expect(pack({ ...tonggao, body }).html).toBe('<p>一<a>二</a></p>');
  });
});

describe('what keeps a draft from an outlet', () => {
  const problems = (change: Partial<VersionView>, limit = 100) =>
    validateVersion({ ...tonggao, ...change }, { ...settings, wordLimit: limit }).map(
      ({ code, field, message }) => [code, field, message.zh],
    );

  test('a body over the word limit says by how much', () => {
    const over = problems({ body: `<p>${'字'.repeat(110)}</p>` });
    expect(over).toEqual([['over_word_limit', 'body', expect.stringContaining('超出该报的 100 字 10 字')]]);
    expect(problems({ body: `<p>${'字'.repeat(100)}</p>` })).toEqual([]);
  });

  test('a short text saves a long body, and is measured itself', () => {
    const body = `<p>${'字'.repeat(500)}</p>`;
    expect(problems({ body, extras: { short: '短。' } })).toEqual([]);
    expect(problems({ body, extras: { short: '字'.repeat(101) } })).toMatchObject([
      ['over_word_limit', 'extras', expect.any(String)],
    ]);
  });

  test('a magazine has no word limit', () => {
    expect(
      validateVersion({ ...tonggao, body: `<p>${'字'.repeat(900)}</p>` }, { ...settings, kind: 'magazine' }),
    ).toEqual([]);
  });

  test('more captions than pictures, and answers without questions', () => {
    expect(problems({ extras: { captions: '一\n二' } }, 5_000)).toMatchObject([
      ['too_many_captions', 'extras', expect.any(String)],
    ]);
    expect(problems({ extras: { qa: '答：没有问' } }, 5_000)).toMatchObject([
      ['answers_unreadable', 'extras', expect.any(String)],
    ]);
  });
});

test.each([
  [
    '问：一？\n答：二。\n接着说。\n问2：三？\n答: 四。',
    [
      { question: '一？', answer: '二。\n接着说。' },
      { question: '三？', answer: '四。' },
    ],
    undefined,
  ],
  ['', [], undefined],
  ['前言\n问：一？\n答：二。', [], '前言'],
  ['问：一？\n问：二？', [{ question: '一？', answer: '' }], '问：二？'],
  ['问：一？', [{ question: '一？', answer: '' }], '问：一？'],
])('questions and answers: %j', (sheet, pairs, wrong) => {
  expect(parseAnswers(sheet)).toEqual(wrong === undefined ? { pairs } : { pairs, wrong });
});

describe('links', () => {
  const kept = new Map<string, unknown>();
  const keeper = {
    state: {
      get: (key: string) => Promise.resolve(kept.get(key) as string | undefined),
      set: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
    },
    exclusive: <T>(_: string, work: () => Promise<T>) => work(),
  };
  const owner = {
    announcementId: '019ab000-0000-7000-8000-00000000abcd',
    contactId: contactId('Desk@daily.example'),
  };

  test('a link names its owner again, is the same after a crash, and does not depend on capitals in the address', async () => {
    const token = linkToken(owner, await linkSecret(keeper));
    expect(
      linkToken({ ...owner, contactId: contactId('desk@DAILY.example ') }, await linkSecret(keeper)),
    ).toBe(token);
    expect(await linkOwner(token, keeper.state)).toEqual(owner);
  });

  test('a link with any one character changed, cut or added belongs to nobody', async () => {
    const token = linkToken(owner, await linkSecret(keeper));
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom(...Array.from(alphabet)),
        async (at, character) => {
          const forged = token.slice(0, at) + character + token.slice(at + 1);
          expect((await linkOwner(forged, keeper.state)) === undefined).toBe(forged !== token);
        },
      ),
    );
    for (const wrong of ['', token.slice(0, -1), `${token}A`, `${token}=`, token.repeat(2)])
      expect(await linkOwner(wrong, keeper.state)).toBeUndefined();
  });
});

test('a message id can be read back, and nobody else’s is', () => {
  const name = {
    key: '00000000-0000-7000-8001-000000000001',
    what: 'v2',
    contact: contactId('a@b.example'),
  } as const;
  const id = messageId(name, 'press@wanghe.example');
  expect(id).toBe(`${name.key}.v2.${name.contact}@wanghe.example`);
  expect(readMessageId(`<${id}>`)).toEqual(name);
  for (const other of ['x@y.example', id.replace('.v2.', '.v0.'), id.replace('0000', '00')])
    expect(readMessageId(other)).toBeUndefined();
});

test('a bounce notice’s signature, as the README writes it down', () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const body = '{"messageId":"x","status":"5.1.1"}';
  const signature = signNotice('1795401015', body, secret);
  expect(signature).toBe('sha256=611235195658d7be85579b5ec05f53ccb199eaefadad097ae1e9243882bde56d');
  const now = new Date(1_795_401_015_000);
  expect(isSigned({ time: '1795401015', signature, body }, secret, now)).toBe(true);
  const later = new Date(now.getTime() + 301_000);
  expect(isSigned({ time: '1795401015', signature, body }, secret, later)).toBe(false);
  for (const wrong of [
    { time: '1795401016' },
    { signature: signature.slice(0, -1) },
    { signature: '' },
    { body: `${body} ` },
    { time: 'now' },
  ])
    expect(isSigned({ time: '1795401015', signature, body, ...wrong }, secret, now)).toBe(false);
});

describe('a comparison', () => {
  test('weaves a changed number into its sentence, whole, and leaves out what is the same', () => {
    const pieces = compare(
      ['一句。', '外挑宽度不得超过1.2米。', '三句。', '四句。'],
      ['一句。', '外挑宽度不得超过1.5米。', '三句。', '四句。'],
    );
    expect(pieces).toEqual([
      { kind: 'same', text: '一句。\n' },
      { kind: 'same', text: '外挑宽度不得超过' },
      { kind: 'removed', text: '1.2' },
      { kind: 'added', text: '1.5' },
      { kind: 'same', text: '米。\n' },
      { kind: 'same', text: '三句。\n' },
      { kind: 'gap', text: '' },
    ]);
  });

  test('without its gaps it tells both texts', () => {
    const paragraph = fc.string({
      unit: fc.constantFrom(...Array.from('甲乙丙丁12。；')),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        fc.array(paragraph, { maxLength: 4 }),
        fc.array(paragraph, { maxLength: 4 }),
        (before, after) => {
          const pieces = compare(before, after);
          if (pieces.some(({ kind }) => kind === 'gap')) return;
          const side = (other: string) =>
            pieces
              .filter(({ kind }) => kind !== other)
              .map(({ text }) => text)
              .join('');
          const text = (paragraphs: string[]) => paragraphs.map((one) => `${one}\n`).join('');
          expect([side('added'), side('removed')]).toEqual([text(before), text(after)]);
        },
      ),
    );
  });

  test('of two packs names the parts that differ, and only those', () => {
    const changed = pack({ ...tonggao, extras: { qa: '问：几时？\n答：12月。' } });
    expect(differences(pack(tonggao), changed).map(({ part }) => part)).toEqual(['答记者问', '新闻联系人']);
    expect(differences(changed, changed)).toEqual([]);
  });
});

test.each([
  [new MailFailure(false, 'wrong password', 535), 'reauth'],
  [new MailFailure(false, 'no route'), 'retry'],
  [new MailFailure(false, 'greylisted', 451), 'retry'],
  [new MailFailure(true, 'silence'), 'unknown'],
  [
    new MailFailure(false, 'private', undefined, {
      cause: Object.assign(new Error('x'), { code: 'EADDRESSREFUSED' }),
    }),
    'reauth',
  ],
])('%s is %s', (error, verdict) => {
  expect(classify(error).verdict).toBe(verdict);
});
