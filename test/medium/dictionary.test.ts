import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PreviewAnswer, WatchedWordList, WatchedWordView, type WatchedWord } from '../../src/contract/api.js';
import { changeWord } from '../../src/store/changed.js';
import { notify } from '../../src/store/notify.js';
import { until } from '../support/until.js';
import { startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
let reviewer: Visitor;
let target: string;
beforeAll(async () => {
  hub = await startIntakeHub();
  [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
  target = await hub.target();
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/dictionary';
const mistaken: WatchedWord = {
  word: '望河区城管局',
  kind: 'mistaken',
  level: 'warn',
  instead: '望河区城市管理局',
  why: '机构全称',
};
const sensitive: WatchedWord = { word: '某禁用词', kind: 'sensitive', level: 'block', why: '' };
const list = async (): Promise<WatchedWordView[]> =>
  WatchedWordList.parse((await reviewer.call('GET', api)).json).items;
const add = (body: WatchedWord, who = reviewer): Promise<Answer> => who.call('POST', api, { body });
const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];

async function found(body: string): Promise<[level: string, text: string, instead: string | undefined][]> {
  const fields = { title: '通知', body: `<p>${body}</p>`, category: '通知公告', issuer: '办公室' };
  const { json } = await clerk.call('POST', '/api/v1/announcements/preview', {
    body: { ...fields, attachments: [], targetIds: [target] },
  });
  return PreviewAnswer.parse(json).findings.map(({ level, text, instead }) => [level, text, instead]);
}

test('words are added, changed and removed by those who may, and every draft is screened by them at once', async () => {
  expect(code(await add(mistaken, clerk))).toEqual([403, 'forbidden']);
  expect(code(await clerk.call('GET', api))).toEqual([403, 'forbidden']);
  const text = '由望河区城管局和某禁用词办理；望河区城市管理局负责';
  expect(await found(text)).toEqual([]);

  const made = WatchedWordView.parse((await add(mistaken)).json);
  WatchedWordView.parse((await add(sensitive)).json);
  expect((await list()).map(({ word }) => word).sort()).toEqual([mistaken.word, sensitive.word].sort());
  expect(await found(text)).toEqual([
    ['block', '某禁用词', undefined],
    ['warn', '望河区城管局', '望河区城市管理局'],
  ]);

  expect(code(await add(mistaken))).toEqual([400, 'invalid_request']);
  const { status } = await reviewer.call('PUT', `${api}/${made.id}`, {
    body: { ...mistaken, level: 'review' },
  });
  expect(status).toBe(200);
  expect((await found(text)).map(([level]) => level)).toEqual(['block', 'review']);
  // The other word is taken.
  expect(code(await reviewer.call('PUT', `${api}/${made.id}`, { body: sensitive }))).toEqual([
    400,
    'invalid_request',
  ]);
  expect((await reviewer.call('DELETE', `${api}/${made.id}`)).status).toBe(204);
  expect(code(await reviewer.call('DELETE', `${api}/${made.id}`))).toEqual([404, 'not_found']);
  expect((await found(text)).map(([, word]) => word)).toEqual(['某禁用词']);

  const entries = await hub.db
    .selectFrom('ledger_entry')
    .select(['kind', 'data'])
    .where('kind', 'like', 'dictionary.%')
    .orderBy('id')
    .execute();
  expect(entries.map(({ kind }) => kind)).toEqual([
    'dictionary.added',
    'dictionary.added',
    'dictionary.changed',
    'dictionary.removed',
  ]);
  // Which words an office watches for is not the ledger's to tell.
  expect(JSON.stringify(entries)).not.toMatch(/城管|禁用/);
});

test.each([
  ['without what is meant', { ...mistaken, instead: undefined }],
  ['sensitive, with something else', { ...sensitive, instead: '别的' }],
  ['the same as what is meant', { ...mistaken, instead: mistaken.word }],
  ['of nothing', { ...sensitive, word: '  ' }],
])('a word is refused %s', async (_, body) => {
  expect(code(await add(body))).toEqual([400, 'invalid_request']);
});

test('a list is taken as a whole or not at all, and again without harm', async () => {
  const take = (csv: string) => reviewer.call('POST', `${api}/import`, { body: { csv } });
  const before = await list();
  const wrong = await take(
    '词语,类别,程度,应为,说明\n甲乙,敏感,拦一下\n丙丁,错误,提醒\n戊己,敏感,提醒\n戊己,敏感,提醒',
  );
  expect(code(wrong)).toEqual([400, 'invalid_request']);
  expect(wrong.json['facts']).toEqual({
    lines: [
      { line: 2, what: 'level' },
      { line: 3, what: 'instead' },
      { line: 5, what: 'twice' },
    ],
  });
  expect(await list()).toEqual(before);

  const csv = '词语,类别,程度,应为,说明\n庚辛,敏感,必须处理,,"某文件，第三条"\n壬癸\t错误\t提醒\t壬葵\t\n\n';
  expect((await take(csv)).json).toEqual({ added: 2, changed: 0, same: 0 });
  expect((await take(csv.replace('提醒', '要核对'))).json).toEqual({ added: 0, changed: 1, same: 1 });
  expect(await found('庚辛、壬癸')).toEqual([
    ['block', '庚辛', undefined],
    ['review', '壬癸', '壬葵'],
  ]);
  expect((await list()).find(({ word }) => word === '庚辛')?.why).toBe('某文件，第三条');
});

test('what another node changed is heard of', async () => {
  expect(await found('子丑寅')).toEqual([]);
  const [one] = await list();
  const member = one?.changedBy.id ?? '';
  await hub.db
    .insertInto('watched_word')
    .values({
      ...{
        id: '00000000-0000-4000-8000-000000000001',
        office_id: hub.officeId,
        word: '子丑寅',
        kind: 'sensitive',
      },
      ...{ level: 'block', instead: null, why: '', changed_by: member, changed_at: new Date() },
    })
    .execute();
  // Without a word of it, nothing is asked again.
  expect(await found('子丑寅')).toEqual([]);
  await until(
    async () => {
      await notify(hub.db, 'hub_changed', changeWord(hub.officeId, { topic: 'dictionary', ids: [] }));
      return found('子丑寅');
    },
    (all) => all.length === 1,
  );
});
