import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type S3rver from 's3rver';

/**
 * Makes the stand-in keep what S3 promises: an object is there as a whole or not at all. By itself it empties the old one
 * first, and a client that is killed in the middle of a PUT leaves a piece.
 */
export function keepPutsWhole({ store }: S3rver): void {
  let count = 0;
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const whole = Buffer.isBuffer(content) ? content : await collect(content);
    const path = store.getResourcePath(bucket, key, 'object');
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${++count}.part`;
    await writeFile(beside, whole);
    await rename(beside, path);
    const md5 = createHash('md5').update(whole).digest('hex');
    await store.putMetadata(bucket, key, metadata, md5);
    return { size: whole.length, md5 };
  };
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
