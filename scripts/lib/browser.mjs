import { existsSync } from 'node:fs';
import { Problem, run, say } from './say.mjs';

const packages = ['chromium', 'fonts-noto-cjk', 'fontconfig'];
const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/**
 * Makes sure that a browser and Chinese fonts are there, installing Debian's packages when root may.
 * @returns {Promise<string | undefined>} what is missing and how to get it, or undefined when all is there
 */
export async function ensureBrowser() {
  const missing = await whatIsMissing();
  if (missing.length === 0) return undefined;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    return `the end-to-end tests need ${missing.join(' and ')}; on Debian, as root: ${command}`;
  }
  say(`installing ${packages.join(', ')} for the end-to-end tests (${missing.join(' and ')} not found)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { code, output, took } = await run(`apt-get ${args[0]}`, 'apt-get', args, { env });
    if (code !== 0)
      throw new Problem(
        `apt-get ${args[0]} failed after ${took}:\n${output.slice(-2000)}\nRun by hand: ${command}`,
      );
    say(`apt-get ${args[0]} done in ${took}`);
  }
  const still = await whatIsMissing();
  return still.length === 0 ? undefined : `${still.join(' and ')} still not found after: ${command}`;
}

async function whatIsMissing() {
  const missing = [];
  if (!existsSync('/usr/bin/chromium')) missing.push('Chromium at /usr/bin/chromium');
  if (!(await hasChineseFont())) missing.push('a Chinese font (fonts-noto-cjk)');
  return missing;
}

async function hasChineseFont() {
  if (!existsSync('/usr/bin/fc-list')) return false;
  const { output } = await run('fc-list', '/usr/bin/fc-list', [':lang=zh-cn', 'family']);
  return output.trim() !== '';
}
