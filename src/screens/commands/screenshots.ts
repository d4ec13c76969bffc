import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { SCREENSHOT_MAX_BYTES } from '../../contract/display-commands.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { SHELF, type Shelf } from '../../platform/storage/shelf.js';
import { DATABASE, type Db } from '../../store/database.js';
import { isFresh } from './views.js';

const mediaTypes: Readonly<Record<string, string>> = { jpeg: 'image/jpeg', webp: 'image/webp' };
/** No glass has more: 8K is 33 million. */
const mostPixels = 40_000_000;

/** Pictures of what screens show, as they were asked for; kept for a few days on the hub's shelf. */
@Injectable()
export class Screenshots {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SHELF) private readonly shelf: Shelf,
  ) {}

  /**
   * Takes the picture that answers a command, whatever its sender says it is.
   * @throws HubError not_found when the screen was asked for none or has answered; invalid_file, file_too_large
   */
  async take(screenId: string, commandId: string, body: Readable): Promise<void> {
    const command = await this.db
      .selectFrom('screen_command as c')
      .innerJoin('screen as s', 's.id', 'c.screen_id')
      .select('c.office_id')
      .where('c.id', '=', commandId)
      .where('c.screen_id', '=', screenId)
      .where('c.kind', '=', 'screenshot')
      .where('c.answered_at', 'is', null)
      .where(isFresh)
      .where('s.revoked_at', 'is', null)
      .where('s.copied_at', 'is', null)
      .executeTakeFirst();
    if (!command) throw new HubError('not_found', 'this screen was asked for no such picture');
    const content = await readAtMost(body, SCREENSHOT_MAX_BYTES);
    const mediaType = await mediaTypeOf(content);
    await this.shelf.write(placeOf(command.office_id, commandId), content);
    await this.db
      .updateTable('screen_command')
      .set({ picture: mediaType })
      .where('id', '=', commandId)
      .execute();
  }

  /** @throws HubError not_found */
  async read(caller: Caller, commandId: string): Promise<{ content: Uint8Array; mediaType: string }> {
    const row = await this.db
      .selectFrom('screen_command')
      .select('picture')
      .where('id', '=', commandId)
      .where('office_id', '=', caller.officeId)
      .executeTakeFirst();
    const mediaType = row?.picture ?? undefined;
    const content = mediaType && (await this.shelf.read(placeOf(caller.officeId, commandId)));
    if (!mediaType || !content) throw new HubError('not_found', 'there is no such picture any more');
    return { content, mediaType };
  }

  async remove(officeId: string, commandId: string): Promise<void> {
    await this.shelf.remove(placeOf(officeId, commandId));
  }
}

const placeOf = (officeId: string, commandId: string): string => `screenshots/${officeId}/${commandId}`;

/** @throws HubError file_too_large */
async function readAtMost(body: Readable, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += (part as Buffer).byteLength;
    if (size > most) throw new HubError('file_too_large', `a screenshot has at most ${most} bytes`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** By the content, all of which has to be decodable. @throws HubError invalid_file */
async function mediaTypeOf(content: Buffer): Promise<string> {
  const mediaType = await readableType(content).catch(() => undefined);
  if (mediaType === undefined) throw new HubError('invalid_file', 'a screenshot is a JPEG or a WebP picture');
  return mediaType;
}

async function readableType(content: Buffer): Promise<string | undefined> {
  const picture = sharp(content, { limitInputPixels: mostPixels, failOn: 'truncated' });
  const { format } = await picture.metadata();
  await picture.stats();
  return mediaTypes[format];
}
