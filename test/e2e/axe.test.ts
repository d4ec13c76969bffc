import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Role, TaskView } from '../../src/contract/api.js';
import { addAxe, faults } from './support/axe.js';
import { invited } from './support/colleague.js';
import { go } from './support/go.js';
import { openHouse } from './support/house.js';
import { approved, publish, type Member } from './support/member.js';
import { onPaper, slipOf } from './support/paper.js';

const house = openHouse();

/** The looks that the console has; each follows the system when nobody chose. */
const looks = [
  { name: 'light', colorScheme: 'light', contrast: 'no-preference' },
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference' },
  { name: 'contrast', colorScheme: 'light', contrast: 'more' },
] as const;

/** The rules that another look can break; the rest is the same page. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** Every path of the router, so that a new page is walked as well. */
async function paths(): Promise<string[]> {
  const source = await readFile('console/src/app/router.tsx', 'utf8');
  return [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path).filter((path) => path !== '*');
}

/** Something of each kind, by what stands before its id in a path. */
async function things(): Promise<Record<string, string | undefined>> {
  const people = { clerk: await house.hub.as('clerk'), reviewer: await house.hub.as('reviewer') };
  const targetIds = [await people.clerk.target('website'), await people.clerk.target('portal')];
  const body = '<p>证件号码：11010519491231002X。请截止2026年12月1日报名。</p><ul><li>一</li></ul>';
  const draft = await people.clerk.draft({ title: '待写的通告', category: '通知公告', body, targetIds });
  const waiting = await people.clerk.draft({ title: '待审的通告', category: '通知公告', body, targetIds });
  await people.reviewer.pass(waiting.id);
  const { versionId } = await people.clerk.submit(waiting.id, waiting.draft.revision);
  const signed = await people.clerk.draft({
    title: '纸签的通告',
    category: '通知公告',
    body: '<p>正文。</p>',
    targetIds,
  });
  const onDesk = await people.clerk.submit(signed.id, signed.draft.revision);
  const { id } = await publish(people, { title: '已发的通告', body: '<p>正文。</p>', targetIds });
  const leader = await house.hub.as('leader');
  const { request } = await leader.takeBack(
    (await publish(people, { title: '撤回的通告', body: '<p>正文。</p>', targetIds })).id,
  );
  const members = await Promise.all(
    ['一', '二'].map(async (part) => ({
      versionId: (await approved(people, { title: `联合${part}`, body: '<p>正文。</p>', targetIds }))
        .versionId,
      targetIds,
    })),
  );
  const planned = new Date(Date.now() + 3_600_000).toISOString();
  const group = await people.clerk.call('POST', '/release-groups', {
    ...{ name: '联合发布', members, publishAt: planned },
  });
  const late = await leader.call('POST', `/announcements/${id}/rectifications`, { origin: 'late' });
  const tasks = (await people.clerk.call('GET', '/tasks')).json['items'] as TaskView[];
  return {
    'announcements/:id/edit': draft.id,
    'announcements/:id': id,
    'versions/:id': versionId,
    'slips/:id': (await slipOf(people.clerk, versionId)).code,
    'paper/:id': (await onPaper(people.clerk, onDesk.versionId)).id,
    'recalls/:id': request.id,
    'groups/:id': String(group.json['id']),
    'rectifications/:id': String(late.json['id']),
    'deliveries/:id/handoff': tasks.find(({ handoff }) => handoff)?.deliveryId,
  };
}

const ofAdministrator = ['members', 'targets', 'hooks', 'procedures', 'templates', 'workdays'];

/** Somebody to whom the path shows more than a refusal. */
const roleOf = (path: string): Role | undefined => {
  if (path === '/login' || path === '/join' || path === '/sign-on') return undefined;
  if (path.startsWith('press')) return 'liaison';
  if (path === 'access') return 'auditor';
  if (['versions/:id', 'reviews', 'paper/:id', 'dictionary'].includes(path)) return 'reviewer';
  return ofAdministrator.includes(path) ? 'administrator' : 'clerk';
};

/** The demo has no auditor; one who is invited by its administrator finds what others read of the members. */
async function somebody(role: Role): Promise<Role | Member> {
  if (role !== 'auditor') return role;
  const administrator = await house.hub.as('administrator');
  await administrator.call('GET', '/members');
  return invited(administrator, role, '督查员');
}

/** A window of somebody who may see the path; each has one, with axe in it. */
async function windowFor(role: Role | undefined, path: string): Promise<Page> {
  const page = role === undefined ? await house.page() : await house.pageOf(await somebody(role));
  if (role === undefined) await page.goto(house.hub.origin + path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await addAxe(page);
  return page;
}

house.test(
  'no page of the console has anything serious against it, in any of its looks',
  async () => {
    const ids = await things();
    const found: Record<string, string[]> = {};
    const windows = new Map<Role, Page>();
    let order = [...looks];
    for (const path of await paths()) {
      const role = roleOf(path);
      const id = path.includes(':id') ? ids[path] : '';
      if (id === undefined) throw new Error(`nothing to show at ${path}: add it to the things`);
      const page = (role && windows.get(role)) ?? (await windowFor(role, path));
      if (role) {
        windows.set(role, page);
        await go(page, `/${path.replace(/^\//, '').replace(':id', id)}`);
        expect([path, await page.getByText('您的角色不能做这件事').count()]).toEqual([path, 0]);
      }
      for (const { name, ...media } of order) {
        await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
        await page.waitForFunction((look) => document.documentElement.dataset['theme'] === look, name);
        // Colours that are on their way are nobody's look.
        await page.waitForFunction(() =>
          document.getAnimations().every(({ playState }) => playState === 'finished'),
        );
        const lines = await faults(page, name === 'light' ? undefined : ofColour);
        if (lines.length > 0) found[`${path} ${name}`] = lines;
      }
      // The next page begins with the look that this one ended with.
      order = order.toReversed();
    }
    expect(found).toEqual({});
  },
  300_000,
);
