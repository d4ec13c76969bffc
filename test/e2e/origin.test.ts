import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@jest/globals';
import { ScreenSetup } from '../../src/contract/api.js';
import { openHouse } from './support/house.js';

const house = openHouse();

/** The installer of a screen's box, as far as it changes nothing. */
async function check(...named: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn('sh', ['displays/kiosk/install.sh', '--check', ...named]);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => said.push(part));
  await once(child, 'close');
  return { code: child.exitCode, said: said.join('') };
}

house.test('under the office’s own name HTTPS is a secure origin with all that a screen needs', async () => {
  const page = await house.page();
  await page.goto(`${house.hub.origin}/display`);
  await page.locator('.pairing .code').waitFor();
  expect(
    await page.evaluate(() => ({
      host: location.hostname,
      secure: window.isSecureContext,
      has: ['serviceWorker' in navigator, 'caches' in window, 'subtle' in crypto, 'wakeLock' in navigator],
    })),
  ).toEqual({ host: new URL(house.hub.origin).hostname, secure: true, has: [true, true, true, true] });
});

house.test('plain HTTP under that name is none, and the player says what to do', async () => {
  const page = await house.page();
  const { hostname } = new URL(house.hub.origin);
  await page.goto(`http://${hostname}:${new URL(house.hub.console).port}/display`);
  await page.getByRole('heading', { name: '请改用 HTTPS 地址打开' }).waitFor();
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
});

house.test('a log-in by HTTPS is not sent over plain HTTP', async () => {
  const page = await house.pageOf('clerk');
  await page.locator('.account-button').waitFor();
  const context = page.context();
  await context.clearCookies();
  const { username, password } = await house.hub.credentials('clerk');
  await page.goto(`${house.hub.origin}/login`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('.account-button').waitFor();
  expect(await context.cookies()).toEqual([expect.objectContaining({ secure: true, httpOnly: true })]);
});

house.test('the installer goes on with the right certificate and with no other', async () => {
  const admin = await house.hub.as('administrator');
  const { origin, fingerprint = '' } = await admin.get(ScreenSetup, '/screens/setup');
  expect(origin).toBe(house.hub.origin);
  // The name stands in no directory here; the certificate is the same.
  const hub = `https://127.0.0.1:${new URL(house.hub.origin).port}`;
  expect(await check(hub, fingerprint)).toEqual({ code: 0, said: expect.stringContaining('fingerprint') });
  expect(await check(hub, fingerprint.toLowerCase().replaceAll(':', ''))).toMatchObject({ code: 0 });
  const other = fingerprint.replace(/^../, fingerprint.startsWith('00') ? '01' : '00');
  expect(await check(hub, other)).toEqual({ code: 1, said: expect.stringContaining('somebody may stand') });
  expect(await check('http://127.0.0.1:3000', fingerprint)).toEqual({
    code: 1,
    said: expect.stringContaining('no secure origin'),
  });
});
