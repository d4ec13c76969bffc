import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { isMissing } from '../platform/storage/atomic.js';
import { Refusal, UsageError } from './refusal.js';

const SHORTEST = 12;

/** An archive lies about in places that nobody guards: what protects it must not be guessed. */
function requireLong(passphrase: string): string {
  if ([...passphrase].length >= SHORTEST) return passphrase;
  throw new Refusal(`The passphrase has to have at least ${SHORTEST} characters.`);
}

/**
 * The passphrase from the first line of a file, or asked for on a terminal; twice for a `new` one.
 * @throws UsageError where nobody can be asked; Refusal for one that is too short, or was not repeated
 */
export async function readPassphrase(
  file: string | undefined,
  { isNew }: { isNew: boolean },
): Promise<string> {
  if (file !== undefined) return check(await firstLine(file), isNew);
  if (!process.stdin.isTTY)
    throw new UsageError('--passphrase-file is missing, and there is no terminal to ask on.');
  const passphrase = check(await ask('Passphrase: '), isNew);
  if (isNew && (await ask('The same again: ')) !== passphrase)
    throw new Refusal('The two passphrases are not the same.');
  return passphrase;
}

const check = (passphrase: string, isNew: boolean): string => (isNew ? requireLong(passphrase) : passphrase);

async function firstLine(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/, 1)[0] ?? '';
  } catch (cause) {
    if (isMissing(cause)) throw new Refusal(`There is no file ${file} with the passphrase.`, { cause });
    throw cause;
  }
}

/** What is typed is not shown. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
