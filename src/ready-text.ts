import { join } from 'node:path';
import type { ScreenSetup } from './contract/api.js';
import type { DrillPage } from './demo/index.js';
import type { FirstRun } from './identity/index.js';
import type { HubConfig } from './platform/config/index.js';

/** What the person who starts the hub reads: where everything is, who can sign in, and the line for scripts. */
export function readyText(
  config: HubConfig,
  firstRun: FirstRun | undefined,
  { drills = [], screens = {} }: { drills?: readonly DrillPage[]; screens?: ScreenSetup } = {},
): string {
  if (!config.roles.includes('web')) {
    const what = `Tongbo 通播 runs ${config.roles.join(' and ')}, without pages.`;
    return [what, ...(firstRun ? memberLines(config, firstRun) : []), 'READY - -'].join('\n');
  }
  const { consoleUrl, publicUrl } = config;
  return [
    '',
    'Tongbo 通播',
    `  console        ${consoleUrl}/`,
    `  website        ${publicUrl}/`,
    `  screen player  ${screens.origin ?? consoleUrl}/display`,
    ...(screens.fingerprint === undefined ? [] : [`  its own CA     SHA-256 ${screens.fingerprint}`]),
    `  API docs       ${consoleUrl}/api/docs`,
    ...drills.map(({ title, url }) => `  演练 drill     ${url}  ${title.zh}`),
    '',
    ...memberLines(config, firstRun),
    '',
    `READY ${consoleUrl} ${publicUrl}`,
  ].join('\n');
}

/** A process without pages does not know by which address people reach those that have them. */
function atTheConsole(link: string): string {
  const { pathname, hash } = new URL(link);
  return `<the console's address>${pathname}${hash}`;
}

function memberLines(config: HubConfig, firstRun: FirstRun | undefined): string[] {
  const file = join(config.dataDir, 'first-run.json');
  // Another process, on another machine perhaps, made them.
  if (!firstRun && config.engine.kind === 'distributed') return [];
  if (firstRun?.setupLink !== undefined)
    return [
      '  Nobody has joined yet. Open this link to name the office and become its administrator:',
      `  ${config.roles.includes('web') ? firstRun.setupLink : atTheConsole(firstRun.setupLink)}`,
      `  It also stands in ${file}, which only you can read.`,
    ];
  if (!firstRun) return [`  The first members and their passwords were written to ${file}.`];
  const offices = [...new Set(firstRun.members.map(({ office }) => office))];
  const lines = offices.flatMap((office) => [
    ...(office === undefined ? [] : [`  ${office}`]),
    ...firstRun.members
      .filter((member) => member.office === office)
      .map(({ role, username, password }) => `  ${role.padEnd(15)}${username.padEnd(11)}${password}`),
    '',
  ]);
  return [...lines, `  These passwords also stand in ${file}, which only you can read.`];
}
