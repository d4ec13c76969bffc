import { existsSync } from 'node:fs';
import { installCommand, installPackages, mayInstall } from './debian.mjs';
import { run } from './say.mjs';

/** Chromium without what draws windows: the same pages for less of the processor. */
const browser = '/usr/bin/chromium-headless-shell';
const packages = ['chromium-headless-shell', 'fonts-noto-cjk', 'fontconfig'];

/**
 * Makes sure that a browser and Chinese fonts are there, installing Debian's packages when root may.
 * @returns {Promise<string | undefined>} what is missing and how to get it, or undefined when all is there
 */
export async function ensureBrowser() {
  const missing = await whatIsMissing();
  if (missing.length === 0) return undefined;
  const command = installCommand(packages);
  if (!mayInstall())
    return `the end-to-end tests need ${missing.join(' and ')}; on Debian, as root: ${command}`;
  await installPackages(packages);
  const still = await whatIsMissing();
  return still.length === 0 ? undefined : `${still.join(' and ')} still not found after: ${command}`;
}

async function whatIsMissing() {
  const missing = [];
  if (!existsSync(browser)) missing.push(`Chromium at ${browser}`);
  if (!(await hasChineseFont())) missing.push('a Chinese font (fonts-noto-cjk)');
  return missing;
}

async function hasChineseFont() {
  if (!existsSync('/usr/bin/fc-list')) return false;
  const { output } = await run('fc-list', '/usr/bin/fc-list', [':lang=zh-cn', 'family']);
  return output.trim() !== '';
}
