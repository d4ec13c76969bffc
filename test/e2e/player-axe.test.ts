import { expect } from '@jest/globals';
import { WarningView } from '../../src/contract/api.js';
import { addAxe, faults } from './support/axe.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';
import { Screen } from './support/screen.js';

const house = openHouse();

const hour = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
const text = {
  ...{ level: 'yellow', hazard: '大雾', issuer: '市气象台', area: '全市', headline: '能见度将小于500米' },
  ...{ issuedAt: hour(-1), from: hour(-1), until: hour(6), instruction: '驾驶车辆控制车速，开启雾灯。' },
};

house.test(
  'no face of a player has anything serious against it',
  async () => {
    const people = { clerk: await house.hub.as('clerk'), reviewer: await house.hub.as('reviewer') };
    const leader = await house.hub.as('leader');
    const targetId = await people.clerk.target('display');
    const screen = await Screen.switchOn(house);
    const { page } = screen;
    await addAxe(page);
    const found: Record<string, string[]> = {};
    const look = async (face: string, selector: string): Promise<void> => {
      await page.locator(selector).first().waitFor();
      // Colours that are on their way are nobody's look.
      await page.waitForFunction(
        () =>
          document.querySelectorAll('#stage > .layer').length === 1 &&
          document.getAnimations().every(({ playState }) => playState !== 'running'),
      );
      const lines = await faults(page);
      if (lines.length > 0) found[face] = lines;
    };
    await look('pairing', '.pairing .code');
    await people.clerk.claim(await screen.code(), '大厅东屏', targetId);
    await look('idle', '#stage .idle');
    const title = '关于冬季供暖服务的通告';
    await publish(people, {
      title,
      body: '<p>供暖热线昼夜开通。</p><table><tr><td>一</td><td>二</td></tr></table>',
      targetIds: [targetId],
    });
    await screen.shows(title);
    await look('notice', '#stage .slide');
    const { id } = WarningView.parse(
      (await people.clerk.call('POST', '/warnings', { text, drill: false, voice: false })).json,
    );
    await leader.call('POST', `/warnings/${id}/start`, { targetIds: [targetId] });
    await look('warning', '#stage .warning');
    await leader.call('POST', `/warnings/${id}/end`, { reason: 'lifted' });
    await screen.shows(title);
    await leader.call('POST', '/slates', { reason: '画面内容待核实' });
    await look('slate', '#stage .slate');
    expect(found).toEqual({});
  },
  120_000,
);
