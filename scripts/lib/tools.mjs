import { ensureBrowser } from './browser.mjs';
import { ensureTools } from './debian.mjs';

/** Debian's packages that a project of tests needs beside Node; e2e needs the browser too. */
const tools = {
  'medium-redis': ['redis-server'],
  conformance: ['libxml2-utils', 'default-jre-headless'],
  e2e: ['redis-server', 'nginx', 'libxml2-utils', 'default-jre-headless'],
};

/**
 * Makes sure that a project's programs are there, installing them when root may.
 * @returns {Promise<string | undefined>} what is missing and how to get it, or undefined when all is there
 */
export async function toolsFor(project) {
  const missing = await ensureTools(tools[project] ?? []);
  return missing ?? (project === 'e2e' ? ensureBrowser() : undefined);
}
