import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { FilesConfig } from '../config/index.js';
import type { Shelf } from './shelf.js';

/** An S3 service lists, and takes for deletion, at most so many keys at once. */
const mostKeys = 1_000;

/** A bucket of any S3-compatible storage. One PUT is whole or not there, as S3 promises. */
export class S3Shelf implements Shelf {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(
    { bucket, endpoint, region, accessKeyId, secretAccessKey }: Extract<FilesConfig, { kind: 's3' }>,
    private readonly pageSize = mostKeys,
  ) {
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      credentials: { accessKeyId, secretAccessKey },
      // Buckets as a part of the path: what storage on the premises understands.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      // Checksums beyond MD5 are Amazon's own; blobs are checked by their hash anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async write(path: string, content: Uint8Array | string): Promise<void> {
    const Body = typeof content === 'string' ? Buffer.from(content) : content;
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: path, Body }));
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const found = await orMissing(this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: path })));
    return found?.Body?.transformToByteArray();
  }

  async readPart(path: string, from: number, length: number): Promise<Uint8Array | undefined> {
    const Range = `bytes=${String(from)}-${String(from + length - 1)}`;
    const found = await orMissing(
      this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: path, Range })),
    );
    return found?.Body?.transformToByteArray();
  }

  async size(path: string): Promise<number | undefined> {
    const found = await orMissing(
      this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: path })),
    );
    return found?.ContentLength;
  }

  async remove(path: string): Promise<void> {
    const keys = [path, ...(await this.list(path))];
    for (let start = 0; start < keys.length; start += this.pageSize) {
      const Objects = keys.slice(start, start + this.pageSize).map((Key) => ({ Key }));
      const { Errors = [] } = await this.client.send(
        new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } }),
      );
      const [error] = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
      if (error)
        throw new Error(
          `the storage did not remove ${error.Key ?? path}: ${error.Message ?? error.Code ?? ''}`,
        );
    }
  }

  async list(folder: string): Promise<string[]> {
    const keys: string[] = [];
    const Prefix = folder === '' ? '' : `${folder}/`;
    let more = true;
    while (more) {
      // The first version of the listing: every S3 speaks it, and the last key is where the next page begins.
      const page = await this.client.send(
        new ListObjectsCommand({ Bucket: this.bucket, Prefix, Marker: keys.at(-1), MaxKeys: this.pageSize }),
      );
      const found = (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
      keys.push(...found);
      more = page.IsTruncated === true && found.length > 0;
    }
    return keys.sort();
  }
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
    throw error;
  }
}
