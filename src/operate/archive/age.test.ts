import { randomBytes } from 'node:crypto';
import { describe, expect, it, test } from '@jest/globals';
import { decrypted, encrypted } from './age.js';

const passphrase = '一句很长的口令 for tests';
/** Small, for the tests: the format is the same. */
const COST = 10;
const CHUNK = 64 * 1024;

async function* source(...pieces: Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

async function all(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const close = (...pieces: Buffer[]): Promise<Buffer> => all(encrypted(passphrase, source(...pieces), COST));
const open = (file: Buffer, word = passphrase): Promise<Buffer> => all(decrypted(word, source(file)));

it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])('gives %i bytes back as they were', async (size) => {
  const plain = randomBytes(size);
  const file = await close(plain.subarray(0, size / 2), plain.subarray(size / 2));
  expect((await open(file)).equals(plain)).toBe(true);
  if (size > 32) expect(file.includes(plain.subarray(0, 32))).toBe(false);
});

it('takes its bytes in any pieces', async () => {
  const plain = randomBytes(2 * CHUNK + 7);
  const file = await close(plain);
  const pieces = Array.from({ length: Math.ceil(file.length / 999) }, (_, n) =>
    file.subarray(n * 999, (n + 1) * 999),
  );
  expect((await all(decrypted(passphrase, source(...pieces)))).equals(plain)).toBe(true);
});

test('it is the format of age: a file that another program of that format wrote is read', async () => {
  // By the npm package age-encryption 0.3.1; Debian's age 1.1.1 reads what is written here.
  const file = Buffer.from(
    'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBCU1NueUhYUk4xRm82T083TEQ3cktRIDEwClhIZzY3dHViYnI3R2Vnblg3WXdn' +
      'cWlTSUU0d0c2ZFhZY0JKRDFqUjFQWXMKLS0tIHh3U1hsNHFFMi9xVGZmL1Q1UmhrNWs2OGZrb3pIUmpyV29NYjA3VVF4QW8KWYDVD193' +
      'flZ0CSMjXa+wEH1VodvBMnV9dC+NpXjGAkD7kVTs1eM5wGWf2cj0q20wK7Mk8HR6jyhXlEDzkszdo9liTAzHK7kNOTbvt3ncgcs=',
    'base64',
  );
  expect((await open(file)).toString()).toBe('望河区通播\n'.repeat(3));
});

describe('refused', () => {
  const plain = randomBytes(2 * CHUNK + 100);

  it('another passphrase', async () => {
    await expect(open(await close(plain), `${passphrase}.`)).rejects.toThrow(/passphrase is not the one/);
  });

  it('a bit turned anywhere: in each place of the head, and in each chunk', async () => {
    const file = await close(plain);
    const head = file.indexOf('\n--- ') + 5 + 43 + 1;
    const places = [
      ...Array.from({ length: head + 16 }, (_, place) => place),
      ...[head + 16, head + CHUNK, head + 16 + CHUNK + 16, file.length - 1],
    ];
    for (const place of places) {
      const changed = Buffer.from(file);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await expect(open(changed)).rejects.toMatchObject({ name: 'Refusal' });
    }
  });

  it('a file that was cut off, also between two chunks, or goes on', async () => {
    const file = await close(plain);
    const head = file.indexOf('\n--- ') + 5 + 43 + 1 + 16;
    for (const length of [0, 10, head - 1, head, head + 5, head + CHUNK + 16, file.length - 1])
      await expect(open(file.subarray(0, length))).rejects.toMatchObject({ name: 'Refusal' });
    await expect(open(Buffer.concat([file, Buffer.from([0])]))).rejects.toMatchObject({ name: 'Refusal' });
  });

  it('chunks that changed places', async () => {
    const file = await close(plain);
    const head = file.indexOf('\n--- ') + 5 + 43 + 1 + 16;
    const [one, two] = [0, 1].map((n) =>
      file.subarray(head + n * (CHUNK + 16), head + (n + 1) * (CHUNK + 16)),
    );
    const swapped = Buffer.concat([
      file.subarray(0, head),
      two ?? Buffer.alloc(0),
      one ?? Buffer.alloc(0),
      file.subarray(head + 2 * (CHUNK + 16)),
    ]);
    await expect(open(swapped)).rejects.toThrow(/damaged at about 0 bytes/);
  });

  it('a file that asks for more work than is sensible', async () => {
    const file = (await close(plain)).toString('latin1').replace(/ 10\n/, ' 30\n');
    await expect(open(Buffer.from(file, 'latin1'))).rejects.toThrow(/its head is damaged/);
  });
});
