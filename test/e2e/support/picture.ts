import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';

const [folder = 'docs/pictures'] = process.argv.slice(2);
const LARGEST_BYTES = 400_000;

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

/** Waits until the page has its fonts, pictures and data, and nothing moves any more. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(async () => {
    await document.fonts.ready;
    const loading = document.querySelectorAll('[aria-busy="true"], .loading, .ant-message-notice');
    const moving = document.getAnimations().filter(({ playState }) => playState === 'running');
    const pictures = [...document.images].every((image) => image.complete);
    return loading.length === 0 && moving.length === 0 && pictures;
  });
}

export async function save(page: Page, name: string): Promise<void> {
  await atRest(page);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  // A palette holds all that a page of the console has, in half of the bytes.
  const { size } = await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toFile(path);
  if (size > LARGEST_BYTES)
    throw new Error(`${path} has ${size} bytes; README pictures stay below ${LARGEST_BYTES}`);
  process.stdout.write(`${path}\n`);
}
