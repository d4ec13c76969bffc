import { describe, expect, it } from '@jest/globals';
import { ofd, oldWord } from '../../../test/support/ofd.js';
import { docxEntries, png, zip } from '../../../test/support/zip.js';
import { safeFileName } from './file-name.js';
import { recognise } from './kinds.js';

const ole = (...names: string[]): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...names.map((name) => Buffer.from(`${name}\0`, 'utf16le')),
  ]);
/** A JPEG's header: Exif with this orientation, then a frame of 40 × 30. */
const jpeg = (orientation: number): Buffer => {
  const exif = Buffer.from(
    '457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001' + '0000' + '0000' + '00000000',
    'hex',
  );
  exif.writeUInt16BE(orientation, 24);
  const segment = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const frame = Buffer.from('ffc0000b08001e002801011100', 'hex');
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment,
    exif,
    frame,
    Buffer.alloc(20),
    Buffer.from('ffd9', 'hex'),
  ]);
};

describe('recognise', () => {
  it.each<[string, Buffer, object]>([
    ['a picture', png(40, 30), { mediaType: 'image/png', extension: 'png', width: 40, height: 30 }],
    ['an upright photo', jpeg(1), { mediaType: 'image/jpeg', extension: 'jpg', width: 40, height: 30 }],
    [
      'a photo taken on its side',
      jpeg(6),
      { mediaType: 'image/jpeg', extension: 'jpg', width: 30, height: 40 },
    ],
    ['a PDF', Buffer.from('%PDF-1.4\n'), { mediaType: 'application/pdf', extension: 'pdf' }],
    ['a .docx', zip(docxEntries('')), { extension: 'docx' }],
    ['an .ofd', ofd([]), { mediaType: 'application/ofd', extension: 'ofd' }],
    ['a whole old .doc', oldWord(), { mediaType: 'application/msword', extension: 'doc' }],
    ['an old .doc', ole('WordDocument'), { mediaType: 'application/msword', extension: 'doc' }],
    ['an old .xls', ole('Workbook'), { mediaType: 'application/vnd.ms-excel', extension: 'xls' }],
  ])('takes %s', async (_, content, expected) => {
    expect(await recognise(content)).toMatchObject(expected);
  });

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['text', Buffer.from('通知'), 'kind'],
    ['a plain zip', zip([{ name: 'a', content: 'a' }]), 'kind'],
    ['SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'kind'],
    ['an old .ppt', ole('PowerPoint Document'), 'kind'],
    ['an old .doc with macros', ole('WordDocument', '_VBA_PROJECT'), 'macros'],
    ['an old .doc with a password', oldWord(0x0100), 'encrypted'],
    ['an old .doc that is cut off', oldWord().subarray(0, 1500), 'damaged'],
    ['the head of an old .doc', oldWord().subarray(0, 300), 'damaged'],
    ['a protected document', ole('EncryptedPackage'), 'encrypted'],
    ['a picture without size', png(0, 30), 'picture'],
    ['a picture of too many pixels', png(10_000, 10_000), 'picture'],
  ])('refuses %s', async (_, content, reason) => {
    await expect(recognise(content)).rejects.toMatchObject({ extra: { facts: { reason } } });
  });
});

describe('file names', () => {
  it.each([
    ['../../通知.docx', 'application/pdf', '通知.pdf'],
    ['C:\\照片\\a<b>.PNG', 'image/png', 'a_b_.png'],
    ['..', 'image/png', 'file.png'],
    ['通知 2026.11', 'application/pdf', '通知 2026.11.pdf'],
    ['\u202Egpj.exe', 'image/jpeg', 'gpj.jpg'],
    ['长'.repeat(300), 'image/gif', `${'长'.repeat(110)}.gif`],
  ])('%s', (given, mediaType, expected) => {
    expect(safeFileName(given, mediaType)).toBe(expected);
  });
});
