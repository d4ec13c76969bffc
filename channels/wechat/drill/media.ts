import { z } from 'zod';
import type { Answer, Call, Platform } from './platform.js';
import { Refusal } from './refusal.js';
import { randomText, type Material } from './state.js';

const MB = 1024 * 1024;
const KB = 1024;
/** Section 2.2: bytes and formats by type. */
const kinds: Record<string, { max: number; formats: string[] }> = {
  image: { max: 10 * MB, formats: ['bmp', 'png', 'jpg', 'gif'] },
  thumb: { max: 64 * KB, formats: ['jpg'] },
};

/** An upload's format by its first bytes; names and declared types may lie. */
function formatOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpg';
  if (head === '\x89PNG\r\n\x1a\n') return 'png';
  if (head.startsWith('GIF8')) return 'gif';
  return head.startsWith('BM') ? 'bmp' : undefined;
}

const mediaTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
};

/** The file part `media`; one without a file name does not count as a file. @throws Refusal 41005 */
async function fileOf({ headers, body }: Call): Promise<Uint8Array> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw new Refusal(41005);
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(body),
  });
  const form = await request.formData().catch(() => {
    throw new Refusal(41005);
  });
  const file = form.get('media');
  if (file === null || typeof file === 'string') throw new Refusal(41005);
  return new Uint8Array(await file.arrayBuffer());
}

/** `media/uploadimg`: JPEG or PNG below 1 MB (section 2.1). */
export async function uploadPicture(platform: Platform, call: Call): Promise<Answer> {
  const bytes = await fileOf(call);
  const format = formatOf(bytes);
  if (format !== 'jpg' && format !== 'png') throw new Refusal(40005);
  if (bytes.byteLength >= MB) throw new Refusal(40009);
  const name = `${randomText(40)}.${format}`;
  await platform.store.writeFile(name, bytes);
  platform.store.state.images.push({ name, file: name, mediaType: mediaTypes[format] ?? '' });
  return { url: pictureAddress(platform, name), errcode: 0, errmsg: 'ok' };
}

export const pictureAddress = ({ origin }: Platform, name: string): string => `${origin()}/mmbiz/${name}`;

/** `material/add_material`: a permanent material, which other calls may not know at once. */
export async function addMaterial(platform: Platform, call: Call): Promise<Answer> {
  const type = call.query.get('type') ?? '';
  const kind = kinds[type];
  if (!kind) throw new Refusal(40004);
  const bytes = await fileOf(call);
  const format = formatOf(bytes);
  if (format === undefined || !kind.formats.includes(format)) throw new Refusal(40005);
  if (bytes.byteLength > kind.max) throw new Refusal(40006);
  const { store, faults } = platform;
  const now = platform.now();
  const mediaId = randomText(64);
  const file = `${mediaId}.${format}`;
  await store.writeFile(file, bytes);
  const visibleAt = now + (faults.take('delayedMaterial')?.ms ?? 0);
  store.state.materials.push({
    mediaId,
    type,
    file,
    mediaType: mediaTypes[format] ?? '',
    createdAt: now,
    visibleAt,
  });
  return { media_id: mediaId, url: pictureAddress(platform, file), item: [] };
}

/** A material that other calls may refer to. @throws Refusal 40007 */
export function knownMaterial({ store, now }: Platform, mediaId: unknown): Material {
  const found = store.state.materials.find((one) => one.mediaId === mediaId);
  if (!found || found.visibleAt > now()) throw new Refusal(40007);
  return found;
}

const ById = z.object({ media_id: z.string() });

export function deleteMaterial(platform: Platform, json: unknown): Answer {
  const { mediaId } = knownMaterial(platform, ById.safeParse(json).data?.media_id);
  const { state } = platform.store;
  state.materials = state.materials.filter((one) => one.mediaId !== mediaId);
  return { errcode: 0, errmsg: 'ok' };
}

export function countMaterials({ store }: Platform): Answer {
  const images = store.state.materials.filter(({ type }) => type === 'image').length;
  return { voice_count: 0, video_count: 0, image_count: images, news_count: 0 };
}

const Listing = z.object({ type: z.string(), offset: z.int().min(0), count: z.int().min(1).max(20) });

export function listMaterials(platform: Platform, json: unknown): Answer {
  const asked = Listing.safeParse(json);
  if (!asked.success || !(asked.data.type in kinds)) throw new Refusal(40004);
  const { type, offset, count } = asked.data;
  const all = platform.store.state.materials.filter((one) => one.type === type);
  const item = all.slice(offset, offset + count).map(({ mediaId, file, createdAt }) => ({
    media_id: mediaId,
    name: file,
    update_time: Math.floor(createdAt / 1_000),
    url: pictureAddress(platform, file),
  }));
  return { total_count: all.length, item_count: item.length, item };
}
