import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { readFont } from '../../src/platform/fonts.js';
import { drawCover } from './cover.js';
import { articlePicture, COVER, coverFrom, coverOf } from './pictures.js';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#1e6b5c' } });
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

describe('pictures in an article', () => {
  test('a photograph becomes a JPEG of at most 1080 pixels, whatever it was', async () => {
    for (const bytes of [
      await plain(1_500, 1_000).webp().toBuffer(),
      await plain(1_200, 800).avif({ effort: 0 }).toBuffer(),
    ])
      expect(await articlePicture(bytes)).toMatchObject({
        mediaType: 'image/jpeg',
        width: 1_080,
        height: 720,
      });
  });

  test('one that is hard to make small gets below 1 MB', async () => {
    const picture = await articlePicture(await noise(1_300, 1_300).png().toBuffer());
    expect(picture.mediaType).toBe('image/jpeg');
    expect(picture.bytes.byteLength).toBeLessThan(1_000_000);
  });

  test('a drawing stays PNG, with its transparency', async () => {
    const drawing = plain(400, 300).ensureAlpha(0.5).png();
    const picture = await articlePicture(await drawing.toBuffer());
    expect(picture).toMatchObject({ mediaType: 'image/png', width: 400, height: 300 });
    expect((await sharp(picture.bytes).metadata()).hasAlpha).toBe(true);
  });

  test('it stands upright, and says nothing of where it was taken', async () => {
    const lying = await plain(800, 400)
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .jpeg()
      .toBuffer();
    const picture = await articlePicture(lying);
    expect([picture.width, picture.height]).toEqual([400, 800]);
    expect((await sharp(picture.bytes).metadata()).exif).toBeUndefined();
  });

  test('what is no picture is refused', async () => {
    await expect(articlePicture(new TextEncoder().encode('text'))).rejects.toThrow();
  });
});

describe('covers', () => {
  test('are 2.35 : 1, from a picture that is large enough', async () => {
    expect(await coverFrom(await plain(1_600, 900).jpeg().toBuffer())).toMatchObject({
      ...COVER,
      mediaType: 'image/jpeg',
    });
    expect(await coverFrom(await plain(599, 900).jpeg().toBuffer())).toBeUndefined();
  });

  test('are drawn with every character of the title, the same way each time', async () => {
    const kit = {
      font: readFont,
      read: () => Promise.reject(new Error('none')),
      keep: () => Promise.reject(new Error('none')),
      pages: () => Promise.reject(new Error('none')),
    };
    const text = {
      title: '关于开展冬季市容环境集中整治的通告',
      category: '通知公告',
      issuer: '望河区城管局',
      seal: '望河城管',
    };
    const first = await drawCover(text, kit);
    expect(await drawCover(text, kit)).toEqual(first);
    expect(await drawCover({ ...text, title: `${text.title}。` }, kit)).not.toEqual(first);
    const cover = await coverOf(first);
    expect(cover).toMatchObject(COVER);
    const { dominant } = await sharp(cover.bytes).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(200);
  });
});
