import { z } from 'zod';
import { HubError } from '../contract/errors.js';

const Cursor = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

/** Where a list that is ordered by time and id goes on: the last row's time (with microseconds) and id. */
export function encodeCursor(last: { at: string; id: string }): string {
  return Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url');
}

/** Rejects what was not made by `encodeCursor` with `invalid_request`. */
export function decodeCursor(cursor: string): { at: string; id: string } {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at, id };
  } catch {
    throw new HubError('invalid_request', undefined, {
      errors: [{ path: 'cursor', message: 'is not one of this list' }],
    });
  }
}
