import { userInfo } from 'node:os';
import { ConfigError, readConfig, type HubConfig } from '../platform/config/index.js';
import { helpOf, helpOfAll, parseCall, type Answer, type Command } from './command.js';
import { commands } from './commands.js';
import { Refusal, UsageError } from './refusal.js';

/** Where a call's words go. */
export interface Output {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** Runs one call, e.g. `['list', 'dead', '--json']`. Returns the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runHub(
  args: string[],
  output: Output,
  settings: () => HubConfig = readConfig,
): Promise<0 | 1 | 2> {
  const json = args.includes('--json');
  const [name, ...rest] = args.filter((arg, index) => !(arg === '--json' && index === 0));
  if (name === undefined || name === 'help' || name === '--help') {
    output.out(helpOfAll(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    tellFailure(output, json, `There is no command ${name}: npm run hub -- help lists them.`);
    return 2;
  }
  try {
    return await call(command, rest, json, output, settings);
  } catch (error) {
    tellFailure(output, json, sentenceOf(error));
    if (error instanceof UsageError) output.err(`npm run hub -- ${name} --help tells how.\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function call(
  command: Command,
  args: string[],
  json: boolean,
  output: Output,
  settings: () => HubConfig,
): Promise<0 | 1> {
  const { words, flags } = parseCall(command, args);
  if (flags.has('help')) {
    output.out(helpOf(command));
    return 0;
  }
  const say = (text: string): void => {
    output.err(`${text}\n`);
  };
  const config = settings();
  const answer = await command.run({ config, words, flags, actor: `operator:${systemUser()}`, say });
  tell(output, json, answer);
  return answer.failed === undefined ? 0 : 1;
}

function tell({ out, err }: Output, json: boolean, { facts, lines, failed }: Answer): void {
  if (json)
    out(
      `${JSON.stringify({ ok: failed === undefined, ...facts, ...(failed === undefined ? {} : { error: failed }) })}\n`,
    );
  else for (const line of lines) out(`${line}\n`);
  if (failed !== undefined) err(`✗ ${failed}\n`);
}

function tellFailure({ out, err }: Output, json: boolean, sentence: string): void {
  if (json) out(`${JSON.stringify({ ok: false, error: sentence })}\n`);
  err(`✗ ${sentence}\n`);
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.sentences.join(' ');
  if (error instanceof Refusal || error instanceof UsageError) return error.message;
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

/** A container may run as a user without a name. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${String(process.getuid?.() ?? 'unknown')}`;
  }
}
