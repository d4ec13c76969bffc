import { sha256 } from '@noble/hashes/sha2.js';
import type { Downloads as Limits } from '../../../src/contract/display.js';
import type { AssetRef, Priority } from '../../../src/contract/values.js';
import type { Database } from './database.js';

/** Files above this come in pieces, each kept as it comes: what was fetched is never fetched again. */
export const PIECE_BYTES = 512 * 1024;
/** Files above this wait for the hours that the group has for them, unless they are urgent. */
const LARGE_BYTES = 5 * 1024 * 1024;

/** Gives a part of a file; undefined when it is not to be had now. */
export type GetPiece = (hash: string, from: number, length: number) => Promise<ArrayBuffer | undefined>;

/** A large file's key in the store, piece by piece; what stands before `#` is the file's hash. */
export const pieceKey = (hash: string, index: number): string => `${hash}#${String(index)}`;

/** Fetches large files piece by piece: resumed where it stopped, as fast and when the group allows. */
export class Pieces {
  constructor(
    private readonly shelf: Pick<Database, 'blob' | 'putBlob'>,
    private readonly limits: () => Limits | undefined,
    /** `HH:MM` on the office's clock. */
    private readonly time: () => string,
  ) {}

  /**
   * The whole file, checked against its hash. Undefined when it is not to be had now: outside its hours, or because
   * the hub gives it no more. Rejects when the hub is away.
   */
  async get(asset: AssetRef, priority: Priority, getPiece: GetPiece): Promise<ArrayBuffer[] | undefined> {
    const pieces: ArrayBuffer[] = [];
    for (let from = 0; from < asset.size; from += PIECE_BYTES) {
      const piece = await this.piece(asset, from, priority, getPiece);
      if (!piece) return undefined;
      pieces.push(piece);
    }
    if (await isWhole(pieces, asset.hash)) return pieces;
    // A damaged piece cannot be told from the others: all come anew.
    for (let index = 0; index < pieces.length; index += 1)
      await this.shelf.putBlob(pieceKey(asset.hash, index), new ArrayBuffer(0));
    return undefined;
  }

  private async piece(
    asset: AssetRef,
    from: number,
    priority: Priority,
    getPiece: GetPiece,
  ): Promise<ArrayBuffer | undefined> {
    const length = Math.min(PIECE_BYTES, asset.size - from);
    const key = pieceKey(asset.hash, from / PIECE_BYTES);
    const kept = await this.shelf.blob(key);
    if (kept?.byteLength === length) return kept;
    if (!this.mayNow(asset.size, priority)) return undefined;
    const begun = performance.now();
    const fetched = await getPiece(asset.hash, from, length);
    if (fetched?.byteLength !== length) return undefined;
    await this.shelf.putBlob(key, fetched);
    const kbps = priority === 'routine' ? this.limits()?.kbps : undefined;
    if (kbps !== undefined) await wait((length * 8) / kbps - (performance.now() - begun));
    return fetched;
  }

  private mayNow(size: number, priority: Priority): boolean {
    const { largeFrom, largeTo } = this.limits() ?? {};
    if (priority !== 'routine' || size <= LARGE_BYTES || largeFrom === undefined || largeTo === undefined)
      return true;
    const now = this.time();
    // Hours that cross midnight are those that are not between their end and their beginning.
    return largeFrom <= largeTo ? largeFrom <= now && now < largeTo : now >= largeFrom || now < largeTo;
  }
}

/** Piece by piece, so that the glass is drawn in between. */
async function isWhole(pieces: readonly ArrayBuffer[], hash: string): Promise<boolean> {
  const digest = sha256.create();
  for (const piece of pieces) {
    digest.update(new Uint8Array(piece));
    await wait(0);
  }
  const hex = Array.from(digest.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `sha256:${hex}` === hash;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
