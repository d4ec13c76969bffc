import { expect } from '@jest/globals';
import { until } from '../support/until.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';

const house = openHouse();
const DAY = 86_400_000;
/** The office's day of an instant. */
const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

house.test(
  'a planned release is moved by the mouse and by keys, and back again',
  async () => {
    const people = { clerk: await house.hub.as('clerk'), reviewer: await house.hub.as('reviewer') };
    // The tenth at nine of the month after next: every neighbour of it is in the same month, and to come.
    const now = new Date(Date.now() + 8 * 3_600_000);
    const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 10, 1));
    const month = dayOf(start).slice(0, 7);
    const { release, id } = await publish(
      people,
      {
        title: '关于清明祭扫秩序的通告',
        body: '<p>文明祭扫。</p>',
        targetIds: [await people.clerk.target('website')],
      },
      { publishAt: start.toISOString() },
    );
    const plannedAt = async (): Promise<string> => {
      const record = await people.clerk.record(id);
      return record.releases.find((one) => one.id === release.id)?.publishAt ?? '';
    };
    const page = await house.pageOf('clerk', `/calendar?month=${month}`);
    const chip = page.getByRole('button', { name: /09:00 关于清明祭扫秩序的通告，已排定/ });
    const cell = (day: number) =>
      page
        .getByRole('listitem')
        .filter({ hasText: `月${day}日` })
        .first();
    await chip.waitFor();

    await chip.dragTo(cell(17));
    await until(plannedAt, (at) => at === new Date(start.getTime() + 7 * DAY).toISOString());
    await page.getByRole('button', { name: '撤销' }).click();
    await until(plannedAt, (at) => at === start.toISOString());
    await cell(10)
      .getByRole('button', { name: /关于清明/ })
      .waitFor();

    await chip.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await until(plannedAt, (at) => at === new Date(start.getTime() + DAY).toISOString());
    await cell(11)
      .getByRole('button', { name: /关于清明/ })
      .waitFor();

    await chip.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('改期不需要重新审查').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(house.complaints(page)).toEqual([]);
  },
  60_000,
);
