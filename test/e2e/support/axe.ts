import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Puts axe into the page that is open. */
export async function addAxe(page: Page): Promise<void> {
  await page.evaluate(await axe);
}

/** What axe holds against the page as it stands, a line each; only what is serious or critical. */
export async function faults(page: Page, only?: readonly string[]): Promise<string[]> {
  const { violations } = await page.evaluate(async (rules) => {
    const { axe: runner } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    return runner.run({ resultTypes: ['violations'], ...(rules ? { runOnly: [...rules] } : {}) });
  }, only);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
}
