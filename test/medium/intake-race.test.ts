import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AnnouncementDetail, type DraftFields } from '../../src/contract/api.js';
import { newId } from '../../src/platform/ids.js';
import { startIntakeHub, type IntakeHub } from './support/intake-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let hub: IntakeHub;
let clerk: Visitor;
let target: string;
beforeAll(async () => {
  hub = await startIntakeHub();
  clerk = await hub.signedIn('clerk');
  target = await hub.target();
}, 60_000);
afterAll(() => hub.close());

const api = '/api/v1/announcements';
const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];

async function aDraft(wish: Partial<DraftFields> = {}): Promise<AnnouncementDetail> {
  const body = {
    title: '关于测试的通告',
    body: '<p>正文</p>',
    category: '通知公告',
    targetIds: [target],
    ...wish,
  };
  return AnnouncementDetail.parse((await clerk.call('POST', api, { body })).json);
}
const submit = (id: string, revision = 1): Promise<Answer> =>
  clerk.call('POST', `${api}/${id}/submit`, { body: { revision } });
const withdraw = (id: string): Promise<Answer> => clerk.call('POST', `${api}/${id}/withdraw`);
const save = (id: string, { draft }: AnnouncementDetail, more: Partial<DraftFields> = {}): Promise<Answer> =>
  clerk.call('PUT', `${api}/${id}/draft`, { body: { ...draft, ...more } });
const detail = async (id: string): Promise<AnnouncementDetail> =>
  AnnouncementDetail.parse((await clerk.call('GET', `${api}/${id}`)).json);
const versionsOf = (id: string) =>
  hub.db.selectFrom('version').selectAll().where('announcement_id', '=', id).orderBy('number').execute();

describe('at the same time', () => {
  test('two submissions make one version', async () => {
    const draft = await aDraft();
    const answers = await Promise.all([submit(draft.id), submit(draft.id), submit(draft.id)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(await versionsOf(draft.id)).toHaveLength(1);
    const renditions = await hub.db
      .selectFrom('rendition')
      .innerJoin('version', 'version.id', 'rendition.version_id')
      .select('rendition.hash')
      .where('version.announcement_id', '=', draft.id)
      .execute();
    expect(renditions).toHaveLength(1);
  });

  test('a save during a submission wins, and nothing is frozen', async () => {
    const draft = await aDraft();
    const { entered, open } = hub.gate.close();
    const submission = submit(draft.id);
    await entered;
    expect((await save(draft.id, draft, { title: '后来的通告' })).status).toBe(200);
    open();
    const late = await submission;
    expect(late.json).toMatchObject({ code: 'stale_revision', facts: { revision: 2 } });
    expect(await versionsOf(draft.id)).toEqual([]);
    expect(await detail(draft.id)).toMatchObject({ stage: 'drafting', title: '后来的通告' });
  });

  test('a submission that another one overtook, which was taken back, is refused', async () => {
    const draft = await aDraft();
    await submit(draft.id);
    await withdraw(draft.id);
    const { entered, open } = hub.gate.close();
    const slow = submit(draft.id);
    await entered;
    const [first] = await versionsOf(draft.id);
    await hub.db
      .insertInto('version')
      .values({ ...frozenCopy(first), id: newId(), number: 2 })
      .execute();
    open();
    expect(code(await slow)).toEqual([409, 'wrong_state']);
  });
});

function frozenCopy(version: Awaited<ReturnType<typeof versionsOf>>[number] | undefined) {
  if (!version) throw new Error('no version');
  return { ...version, content: JSON.stringify(version.content) };
}
