import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../platform/hash.js';
import { slipAddress, slipPage, type SlipFacts } from './slip-page.js';

const hash = sha256('version');
const slip = { code: 'ABCDEFGH2345', announcementId: 'an-id', versionHash: hash, step: 'sign' };
const at = new Date('2026-11-23T01:00:00Z');
const facts: SlipFacts = {
  ...{ office: '明川市望河区测试局', code: slip.code, address: slipAddress('https://console.example', slip) },
  ...{ title: '关于<b>停水</b>的通告', category: '通知公告', docNo: undefined, versionNumber: 2, hash },
  ...{ step: '签发', drafter: '测试甲', submittedAt: at, plannedAt: undefined },
  served: false,
  targets: Array.from({ length: 8 }, (_, n) => ({ name: `目标${String(n)}`, hash: sha256(String(n)) })),
  ...{ attachments: [], earlier: [{ step: '初审', by: '测试乙', verdict: 'approve', at }] },
  findings: [{ label: '手机号码', text: '待确认的号码' }],
  ...{ text: '文'.repeat(500), printedBy: '测试甲', printedAt: at },
};

describe('a slip for signing by hand', () => {
  it('says what is signed, in whole and in short, and leads to where it is recorded', () => {
    expect(facts.address).toBe(
      `https://console.example/slips/ABCDEFGH2345?a=an-id&v=${hash.slice('sha256:'.length)}&s=sign`,
    );
    const page = slipPage(facts);
    for (const said of [
      '明川市望河区测试局',
      'ABCD-EFGH-2345',
      hash,
      `${hash.slice(7, 15)}…${hash.slice(-4)}`,
    ])
      expect(page).toContain(said);
    expect(page).toContain('初审：测试乙');
    expect(page).toContain('□ 手机号码：待确认的号码');
    expect(page).toContain('等共 8 项');
    expect(page).toContain(`${'文'.repeat(420)}……`);
    expect(page).toMatch(/<svg viewBox="0 0 \d+ \d+"[^>]*><path d="M/);
  });

  it('runs nothing that stands in a title', () => {
    const page = slipPage(facts);
    expect(page.includes('<b>停水')).toBe(false);
    expect(/<script|style="/.test(page)).toBe(false);
  });
});
