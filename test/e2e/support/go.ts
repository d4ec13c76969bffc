import type { Page } from 'playwright-core';

/** Goes to a path as the console's own links do, and waits for what it shows. */
export async function go(page: Page, address: string): Promise<void> {
  if (new URL(page.url()).pathname === address) return;
  const before = await page.waitForSelector('h1');
  await page.evaluate((to) => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await page.waitForFunction((old) => !old.isConnected, before);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
}
