import { ConsultationList } from '../../../src/contract/api.js';
import type { Hub } from './hub.js';
import { publish } from './member.js';
import { onPaper, slipOf } from './paper.js';

const DAY = 86_400_000;

/** What is planned in the month after this one: day of the month, hour, title. */
const plans: readonly [number, number, string][] = [
  [3, 9, '关于开展市容环境集中整治的通告'],
  [7, 10, '关于调整部分路段停车管理的通知'],
  [7, 15, '户外招牌设置管理办法解读'],
  [14, 9, '关于元旦期间值班安排的通知'],
  [21, 9, '机关干部任前公示'],
];

/** Plans a few releases; the month that they are in. */
export async function planAhead(hub: Hub): Promise<string> {
  const people = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const targetIds = [await people.clerk.target('website'), await people.clerk.target('wechat')];
  const now = new Date(Date.now() + DAY / 3);
  const at = (day: number, hour: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, day, hour - 8));
  for (const [day, hour, title] of plans)
    await publish(
      people,
      { title, body: `<p>${title}。</p>`, targetIds },
      { publishAt: at(day, hour).toISOString() },
    );
  return at(1, 12).toISOString().slice(0, 7);
}

/** A draft, and a second version that waits for review, with what changed and what the screening found. */
export async function changed(hub: Hub): Promise<{ draftId: string; versionId: string }> {
  const people = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const { clerk } = people;
  const targetIds = [await clerk.target('website'), await clerk.target('wechat')];
  const body = (until: string, more = ''): string =>
    `<p>为方便群众办事，现将有关事项通知如下。</p><p>一、报名时间截止${until}。</p>${more}<p>三、联系电话：0000-5550312。</p>`;
  const title = '关于受理户外招牌设置备案的通知';
  const first = await publish(people, { title, body: body('2026年12月1日'), targetIds });
  await clerk.call('POST', `/announcements/${first.id}/correction`, { note: '报名时间有变。' });
  const { draft } = await clerk.detail(first.id);
  const more = '<p>二、申请人证件号码：11010519491231002X，手机13000000000。</p>';
  await clerk.call('PUT', `/announcements/${first.id}/draft`, {
    ...draft,
    body: body('2026年12月8日', more),
  });
  await people.reviewer.pass(first.id);
  const { versionId } = await clerk.submit(first.id, (await clerk.detail(first.id)).draft.revision);
  const { id } = await clerk.draft({ title, category: '通知公告', body: body('2026年12月1日'), targetIds });
  return { draftId: id, versionId };
}

/** A draft that came back from its review and was written anew. */
export async function rewritten(hub: Hub): Promise<string> {
  const { clerk, reviewer } = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const targetIds = [await clerk.target('website')];
  const body = (hours: string): string =>
    `<p>为方便群众办事，现将服务窗口有关事项通告如下。</p><p>一、受理时间：${hours}。</p><p>二、联系电话：0000-5550312。</p>`;
  const title = '关于调整服务窗口受理时间的通告';
  const fields = { title, category: '通知公告', body: body('每周一至周五'), targetIds };
  const { id, draft } = await clerk.draft(fields);
  const { versionId } = await clerk.submit(id, draft.revision);
  const { hash, renditions } = await reviewer.version(versionId);
  await reviewer.call('POST', `/versions/${versionId}/decisions`, {
    ...{ verdict: 'return', opinion: '请写明每天的起止时间。', versionHash: hash },
    renditionHashes: Object.fromEntries(renditions.map(({ targetId, hash: own }) => [targetId, own])),
  });
  const returned = (await clerk.detail(id)).draft;
  const answer = await clerk.call('PUT', `/announcements/${id}/draft`, {
    ...{ ...returned, body: body('每周一至周五 9:00—12:00、13:30—17:00') },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return id;
}

/** One that two bodies were asked about, of which one has replied, and another one that is not disclosed. */
export async function consulted(hub: Hub): Promise<string> {
  const { clerk, reviewer } = { clerk: await hub.as('clerk'), reviewer: await hub.as('reviewer') };
  const targetIds = [await clerk.target('website')];
  const submitted = async (title: string): Promise<{ id: string; versionId: string }> => {
    const { id, draft } = await clerk.draft({
      ...{ title, category: '通知公告', body: `<p>${title}。</p>`, targetIds },
    });
    return { id, versionId: (await clerk.submit(id, draft.revision)).versionId };
  };
  const { id } = await submitted('关于滨河路用地范围调整的公告');
  for (const [organ, question] of [
    ['区自然资源局', '公告所述用地范围与贵局批准的范围是否一致？'],
    ['区水务局', '是否涉及河道管理范围？'],
  ])
    await reviewer.call('POST', `/announcements/${id}/consultations`, {
      ...{ kind: 'consultation', organ, question },
    });
  const { items } = await clerk.get(ConsultationList, `/announcements/${id}/consultations`);
  await clerk.call('POST', `/consultations/${items.at(-1)?.id ?? ''}/reply`, {
    ...{ verdict: 'agrees', text: '范围一致，同意公开。', receivedAt: new Date().toISOString() },
  });
  const { versionId } = await submitted('关于机关内部值班安排的通知');
  const { hash, renditions } = await reviewer.version(versionId);
  await reviewer.call('POST', `/versions/${versionId}/decisions`, {
    ...{ verdict: 'withhold', opinion: '内部值班安排，属内部事务。', versionHash: hash },
    renditionHashes: Object.fromEntries(renditions.map(({ targetId, hash: own }) => [targetId, own])),
    withhold: { ground: 'internal' },
  });
  return id;
}

/** Two versions that are signed by hand: a slip that is out, and a scan that waits for its check. */
export async function paper(hub: Hub): Promise<{ slip: string; record: string }> {
  const clerk = await hub.as('clerk');
  const targetIds = [await clerk.target('website')];
  const [out, back] = await Promise.all(
    ['关于元旦假期服务安排的通告', '关于开展冬季清雪的通告'].map(async (title) => {
      const { id, draft } = await clerk.draft({
        ...{ title, category: '通知公告', body: '<p>现将有关事项通告如下。</p>', targetIds },
      });
      return (await clerk.submit(id, draft.revision)).versionId;
    }),
  );
  return {
    slip: (await slipOf(clerk, out ?? '')).code,
    record: (await onPaper(clerk, back ?? '')).id,
  };
}
