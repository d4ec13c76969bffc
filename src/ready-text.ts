import { join } from 'node:path';
import type { FirstRun } from './identity/index.js';
import type { HubConfig } from './platform/config/index.js';

/** What the person who starts the hub reads: where everything is, who can sign in, and the line for scripts. */
export function readyText(config: HubConfig, firstRun: FirstRun | undefined): string {
  if (!config.roles.includes('web'))
    return `Tongbo 通播 runs ${config.roles.join(' and ')}, without pages.\nREADY - -`;
  const { consoleUrl, publicUrl } = config;
  return [
    '',
    'Tongbo 通播',
    `  console        ${consoleUrl}/`,
    `  website        ${publicUrl}/`,
    `  screen player  ${consoleUrl}/display`,
    `  API docs       ${consoleUrl}/api/docs`,
    '',
    ...memberLines(config, firstRun),
    '',
    `READY ${consoleUrl} ${publicUrl}`,
  ].join('\n');
}

function memberLines(config: HubConfig, firstRun: FirstRun | undefined): string[] {
  const file = join(config.dataDir, 'first-run.json');
  if (!firstRun) return [`  The first members and their passwords were written to ${file}.`];
  const lines = firstRun.members.map(
    ({ role, username, password }) => `  ${role.padEnd(15)}${username.padEnd(11)}${password}`,
  );
  return [...lines, '', `  These passwords also stand in ${file}, which only you can read.`];
}
