import { describe, expect, test } from '@jest/globals';
import QRCode from 'qrcode';
import sharp from 'sharp';
import type { VersionView } from '../../../src/contract/channel.js';
import { loadChannel } from '../../../test/conformance/support/found.js';
import { readFont } from '../../../src/platform/fonts.js';
import { Kit } from '../../../test/conformance/support/kit.js';
import { TvDocument } from '../document.js';
import { drawAnew } from './png.js';
import { meterOf } from '../layout/meter.js';
import { layOut } from '../render.js';
import { actionSafe, colours, safe } from '../layout/area.js';

const found = await loadChannel('tv');
const kit = new Kit(found.assets);
/** As a grey. */
const PAPER = 0xfa;

function fixture(name: string): VersionView {
  const version = found.versions.find(([one]) => one === name)?.[1];
  if (!version) throw new Error(`no fixture ${name}`);
  return version;
}

async function draw(version: VersionView) {
  const settings = found.channel.settings.parse(found.settings);
  const { document } = await found.channel.render(version, settings, kit);
  const { pages, missing } = TvDocument.parse(document);
  const bytes = pages.map(({ picture }) => kit.kept.get(picture.hash)?.bytes ?? new Uint8Array());
  return { bytes, missing };
}

type Area = Record<'left' | 'top' | 'right' | 'bottom', number>;
const bar = { ...actionSafe, bottom: actionSafe.top + 8 };

/** The part of one row of a picture that lies in an area, made white. */
function whiten(row: Buffer, y: number, { left, right, top, bottom }: Area): void {
  if (y >= top && y < bottom) row.fill(255, left, right);
}

/** The box around everything that is darker than paper but the bar, and whether any of it is outside the title-safe area. */
async function inkOf(png: Uint8Array) {
  const { data, info } = await sharp(png)
    .removeAlpha()
    .greyscale()
    .threshold(PAPER - 3)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const white = Buffer.alloc(width, 255);
  const box = { left: width, top: height, right: 0, bottom: 0 };
  let strayInk = false;
  for (let y = 0; y < height; y += 1) {
    const row = data.subarray(y * width, (y + 1) * width);
    whiten(row, y, bar);
    if (row.equals(white)) continue;
    box.top = Math.min(box.top, y);
    box.bottom = y;
    box.left = Math.min(box.left, row.indexOf(0));
    box.right = Math.max(box.right, row.lastIndexOf(0));
    whiten(row, y, safe);
    strayInk ||= !row.equals(white);
  }
  return { width, height, box, strayInk };
}

describe('a drawn page', () => {
  test.each(found.versions)(
    'of %s is 1920 × 1080 with everything to read in the title-safe area',
    async (name) => {
      const { bytes, missing } = await draw(fixture(name));
      expect(missing).toEqual([]);
      for (const png of bytes) {
        const { width, height, strayInk, box } = await inkOf(png);
        expect([width, height, strayInk]).toEqual([1920, 1080, false]);
        // Head and foot are there, and the QR code reaches the right edge.
        expect(box.top).toBeLessThan(safe.top + 20);
        expect(box.bottom).toBeGreaterThan(safe.bottom - 24);
        expect(box.right).toBeGreaterThan(safe.right - 60);
      }
    },
  );

  test('holds a title and an issuer of the greatest length, in words that are all wide', async () => {
    const version = fixture('tonggao');
    const long = {
      ...version,
      title: '國'.repeat(60),
      issuer: '局'.repeat(60),
      docNo: '号'.repeat(60),
      body: '<p>正文</p>',
    };
    expect(found.channel.validate(long, found.channel.settings.parse({}))).toEqual([]);
    const { bytes } = await draw({ ...long, category: '类'.repeat(16) });
    for (const png of bytes) expect((await inkOf(png)).strayInk).toBe(false);
  });

  test('shows a mark where the font has no sign, and says which are missing', async () => {
    const { missing } = await draw({ ...fixture('tonggao'), body: '<p>𠮷祥街😀</p>' });
    expect(missing).toEqual(['😀', '𠮷'].sort());
  });

  test('is drawn the same way twice', async () => {
    const [regular, bold] = [await readFont('regular'), await readFont('bold')];
    const { pages, surround } = layOut(fixture('policy'), await meterOf(regular, bold));
    const [page] = pages;
    if (!page) throw new Error('the fixture has a page');
    const qr = QRCode.create('http://localhost:3001/n/a', { errorCorrectionLevel: 'M' }).modules;
    const draw = () => drawAnew({ page, pages: pages.length, surround, qr }, regular, bold);
    expect(Buffer.from(await draw()).equals(Buffer.from(await draw()))).toBe(true);
  });
});

describe('colours', () => {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string): number => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  test('of text have a contrast of at least 4.5 to 1', () => {
    for (const text of [colours.ink, colours.second, colours.pine])
      expect(contrast(text, colours.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.white, colours.pine)).toBeGreaterThanOrEqual(4.5);
  });
});
