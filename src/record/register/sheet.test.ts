import { describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import type { Register, RegisteredPlace, RegisteredRelease } from './model.js';
import { registerFile } from './sheet.js';

const place: RegisteredPlace = {
  target: '区政府门户',
  operation: 'publish',
  state: 'live',
  liveAt: '2026-03-02T01:30:20.000Z',
  url: 'https://portal.example.cn/1.html',
  goneReason: null,
};
const release: RegisteredRelease = {
  title: '关于停水的通告',
  docNo: '望水〔2026〕3号',
  indexNo: null,
  category: '通知公告',
  metadata: {
    madeOn: '2026-03-01',
    topic: '城乡建设、环境保护',
    longTerm: true,
    keywords: ['停水', '抢修'],
    basis: { text: '《城市供水条例》' },
    disclosure: 'proactive',
  },
  version: 1,
  drafter: { name: '测试甲', at: '2026-03-01T01:00:00.000Z' },
  approvals: [
    { name: '测试乙', at: '2026-03-01T02:00:00.000Z', step: 'first' },
    {
      ...{ name: '测试丙', at: '2026-03-01T03:00:00.000Z', step: 'law' },
      how: { paper: { signedOn: '2026-02-28' }, behalf: { name: '测试己' } },
    },
    { name: '测试丁', at: '2026-03-01T16:00:00.000Z', step: 'sign' },
  ],
  releasedBy: { name: '测试甲', at: '2026-03-01T16:10:00.000Z' },
  publishAt: '2026-03-02T01:30:00.000Z',
  permalink: 'https://www.example.cn/n/20260302-abcdef',
  places: [place],
  correction: null,
  recalls: [],
};
const register = (releases: RegisteredRelease[]): Register => ({
  office: '明川市望河区测试局',
  from: '2026-02-28T16:00:00.000Z',
  to: '2026-03-31T16:00:00.000Z',
  made: { name: '测试戊', at: '2026-04-01T01:00:00.000Z' },
  seal: null,
  releases,
});

/** The cells of the first sheet's lines, by their headings. */
async function lines(releases: Partial<RegisteredRelease>[]): Promise<Record<string, unknown>[]> {
  const bytes = await registerFile(register(releases.map((one) => ({ ...release, ...one }))));
  const [sheet] = await readExcelFile(Buffer.from(bytes));
  const [, , head = [], ...rows] = sheet?.data ?? [];
  return rows.map((row) => Object.fromEntries(head.map((title, n) => [String(title), row[n]])));
}

describe('the register as a workbook', () => {
  it('says whose it is, of what days, and who took it', async () => {
    const [sheet, places] = await readExcelFile(Buffer.from(await registerFile(register([release]))));
    expect([sheet?.sheet, places?.sheet]).toEqual(['信息发布台账', '各渠道发布情况']);
    expect(sheet?.data.slice(0, 2).map(([first]) => first)).toEqual([
      '明川市望河区测试局信息发布台账',
      '期间：2026-03-01 至 2026-03-31　共 1 条　导出：测试戊 2026-04-01 09:00',
    ]);
  });

  it('tells those who checked from the one who signed, on the office’s clock', async () => {
    const [line, alone] = await lines([{}, { metadata: null, approvals: release.approvals.slice(-1) }]);
    expect(line).toMatchObject({
      序号: 1,
      拟稿人: '测试甲 2026-03-01 09:00',
      审核人: '测试乙 2026-03-01 10:00\n测试丙 2026-03-01 11:00（代测试己；纸质，2026-02-28 签）',
      签发人: '测试丁 2026-03-02 00:00',
      计划发布时间: '2026-03-02 09:30',
      实际发布时间: '2026-03-02 09:30',
      文号: '望水〔2026〕3号',
      索引号: null,
      主题分类: '城乡建设、环境保护',
      成文日期: '2026-03-01',
      有效期: '长期有效',
      关键词: '停水，抢修',
      依据: '《城市供水条例》',
      公开方式: '主动公开',
      状态: '已上线',
    });
    expect(alone).toMatchObject({ 主题分类: null, 序号: 2, 审核人: null, 签发人: '测试丁 2026-03-02 00:00' });
  });

  it('says in one word how it stands where all places agree, and counts where they do not', async () => {
    const failed: RegisteredPlace = { ...place, target: '大厅屏', state: 'failed', liveAt: null, url: null };
    const later: RegisteredPlace = { ...place, target: '微信', liveAt: '2026-03-02T01:29:00.000Z' };
    const told = await lines([{ places: [failed] }, { places: [place, failed, later] }, { places: [] }]);
    expect(told.map((line) => [line['状态'], line['实际发布时间'], line['发布渠道']])).toEqual([
      ['发布失败', null, '大厅屏'],
      ['2/3 个渠道已上线', '2026-03-02 09:29', '区政府门户\n大厅屏\n微信'],
      ['无发布渠道', null, null],
    ]);
  });

  it('says what was corrected and taken back', async () => {
    const recall = { reason: 'privacy' as const, note: '', at: '2026-03-03T01:00:00.000Z', done: true };
    const [line] = await lines([
      { version: 2, correction: '更正电话', recalls: [recall, { ...recall, note: '漏改一处', done: false }] },
    ]);
    expect(line?.['更正、撤回情况']).toBe(
      '更正（第 2 版）：更正电话\n撤回 2026-03-03 09:00：涉及个人信息\n撤回中 2026-03-03 09:00：涉及个人信息，漏改一处',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|" /C calc"!A0', '\t=1+1'])('%j is text', async (title) => {
    const bytes = await registerFile(register([{ ...release, title, docNo: title }]));
    const files = Object.entries(unzipSync(bytes));
    const sheets = files.filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(sheets).toHaveLength(2);
    for (const [, xml] of sheets) expect(strFromU8(xml)).not.toMatch(/<f[ >]/);
    // A cell that is edited stays text only when its format says so.
    const styles = files.find(([name]) => name === 'xl/styles.xml')?.[1] ?? new Uint8Array();
    expect(strFromU8(styles)).toMatch(/numFmtId="49"|formatCode="@"/);
    expect((await lines([{ title }]))[0]?.['标题']).toBe(title.trim());
  });

  it('holds what no sheet can: cut, or without the signs that no file holds', async () => {
    const [line] = await lines([{ title: `甲\u0000\u001f乙\ud800丙\uffff<&>"`, docNo: '长'.repeat(40_000) }]);
    expect(line?.['标题']).toBe('甲乙丙<&>"');
    expect(String(line?.['文号'])).toHaveLength(32_000);
  });
});
