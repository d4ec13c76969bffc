import { parseArgs } from 'node:util';
import type { HubConfig } from '../platform/config/index.js';
import type { Json } from '../contract/values.js';
import type { Actor } from '../store/database.js';
import { UsageError } from './refusal.js';

export interface Flag {
  type: 'string' | 'boolean';
  /** How its value is called in the help. */
  value?: string;
  help: string;
}

/** How a command was called. */
export interface Call {
  config: HubConfig;
  /** What stands after the command's name and is no option. */
  words: string[];
  flags: Flags;
  actor: Actor;
  /** Tells on standard error how it goes. */
  say: (text: string) => void;
}

export interface Answer {
  /** What --json prints beside `ok`. */
  facts: Record<string, Json>;
  /** What is printed for people. */
  lines: string[];
  /** Something of what was asked for could not be done; the sentence that says what. Exit code 1. */
  failed?: string | undefined;
}

export interface Command {
  name: string;
  /** What follows the name. */
  usage: string;
  summary: string;
  /** More about it, in lines. */
  notes: string[];
  flags: Record<string, Flag>;
  run(call: Call): Promise<Answer>;
}

/** Every command has these. */
export const commonFlags: Record<string, Flag> = {
  json: { type: 'boolean', help: 'one JSON document on standard output, nothing else' },
  help: { type: 'boolean', help: 'this help' },
};

/** The options of a call. */
export class Flags {
  constructor(private readonly given: Record<string, string | boolean | undefined>) {}

  /** @throws UsageError for an empty value */
  text(name: string): string | undefined {
    const value = this.given[name];
    if (typeof value !== 'string') return undefined;
    if (value.trim() === '') throw new UsageError(`--${name} needs a value.`);
    return value.trim();
  }

  /** @throws UsageError when it is missing */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`--${name} is missing.`);
    return value;
  }

  /** @throws UsageError for what is no whole number of at least 1 */
  number(name: string, otherwise: number): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`--${name} has to be a whole number from 1 on.`);
    return Number(value);
  }

  has(name: string): boolean {
    return this.given[name] === true;
  }
}

/** @throws UsageError with a sentence for what a command does not know */
export function parseCall(command: Command, args: string[]): { words: string[]; flags: Flags } {
  const options = Object.fromEntries(
    Object.entries({ ...command.flags, ...commonFlags }).map(([name, { type }]) => [name, { type }]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { words: positionals, flags: new Flags(values) };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export function helpOf({ name, usage, summary, notes, flags }: Command): string {
  const head = `npm run hub -- ${name}${usage === '' ? '' : ` ${usage}`}\n\n${summary}\n`;
  const more = notes.length === 0 ? '' : `\n${notes.join('\n')}\n`;
  const rows = Object.entries({ ...flags, ...commonFlags }).map(
    ([flag, { value, help }]) => [`--${flag}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  return `${head}${more}\nOptions:\n${table(rows)}\n`;
}

export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    'npm run hub -- COMMAND [options]',
    '',
    'Works on the hub that the settings name (HUB_DATA, or DATABASE_URL and its like), running or stopped.',
    '',
    'Commands:',
    table([...rows, ['help', 'this help; npm run hub -- COMMAND --help tells more']]),
    '',
    'Every command takes --json. Exit codes: 0 done, 1 refused or failed, with a sentence, 2 not understood.',
    '',
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
