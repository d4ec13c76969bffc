import { constants, createInflate, inflateSync } from 'node:zlib';
import { refuseFile } from '../refuse.js';

const MB = 1024 * 1024;
/** Packed data grows by a factor of some thousand at most, so that what is shorter need not be tried. */
const limits = { untried: 32 * 1024, streamBytes: 128 * MB, allBytes: 512 * MB, lzwBytes: 512 * 1024 };
const dictionaryBytes = 2048;

/**
 * Makes sure that what a PDF has packed unpacks to what a document may hold: what reads it unpacks without a bound.
 * @throws HubError `file_too_large`; `invalid_file` for streams that are packed twice or in a way that hides how
 */
export async function requireBoundedPdf(content: Uint8Array): Promise<void> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let all = 0;
  for (const { dictionary, data } of streamsOf(bytes)) {
    const packings = dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b/g) ?? [];
    if (packings.length > 1 || /\/Filter\s*\d+\s+\d+\s+R/.test(dictionary))
      throw refuseFile('unpacks_too_large');
    if (/\/(?:LZW|RunLength|RL)/.test(packings[0] ?? '') && data.length > limits.lzwBytes)
      throw refuseFile('unpacks_too_large');
    if (data.length <= limits.untried || !isZlib(data)) continue;
    all += await unpackedSize(data);
    if (all > limits.allBytes) throw refuseFile('unpacks_too_large');
  }
}

/** The streams of a file in their order, each with what was said before it. */
function* streamsOf(bytes: Buffer): Generator<{ dictionary: string; data: Buffer }> {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at)) {
    const isEnd = bytes.subarray(Math.max(0, at - 3), at).toString('latin1') === 'end';
    const from = at + 'stream'.length + (bytes[at + 6] === 0x0d ? 2 : 1);
    at += 'stream'.length;
    if (isEnd) continue;
    const end = bytes.indexOf('endstream', from);
    const before = bytes.subarray(Math.max(0, at - dictionaryBytes), at).toString('latin1');
    const data = bytes.subarray(from, end < 0 ? bytes.length : end);
    yield { dictionary: before.slice(before.lastIndexOf(' obj') + 1), data };
    if (end >= 0) at = end;
  }
}

const isZlib = (data: Buffer): boolean =>
  ((data[0] ?? 0) & 0x0f) === 8 && ((data[0] ?? 0) * 256 + (data[1] ?? 0)) % 31 === 0;

async function unpackedSize(data: Buffer): Promise<number> {
  try {
    const options = { maxOutputLength: limits.streamBytes, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateSync(data, options).length;
  } catch (error) {
    if (error instanceof RangeError) throw refuseFile('unpacks_too_large');
    // Damaged in its middle: what reads it goes as far as it can, and so has this.
    return sizeUntilDamage(data);
  }
}

function sizeUntilDamage(data: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const inflate = createInflate();
    let size = 0;
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limits.streamBytes) return;
      inflate.destroy();
      reject(refuseFile('unpacks_too_large'));
    });
    inflate.on('error', () => {
      resolve(size);
    });
    inflate.on('end', () => {
      resolve(size);
    });
    inflate.end(data);
  });
}
