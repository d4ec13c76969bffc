import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import sharp from 'sharp';
import { PUBLISHED_SLOT } from '../../src/contract/channel.js';
import type { AssetRef } from '../../src/contract/values.js';
import { cleanHtml, pasteText, textLines } from './body.js';
import { aVersion, Files } from './fixtures/fake.js';
import { renderDocument } from './render.js';

async function picture(files: Files, kind: 'png' | 'webp' | 'gif'): Promise<AssetRef> {
  const blank = sharp({ create: { width: 40, height: 30, channels: 3, background: '#c00' } });
  const bytes = await blank.toFormat(kind).toBuffer();
  const hash = files.add(bytes);
  return { hash, name: `图.${kind}`, mediaType: `image/${kind}`, size: bytes.length, width: 40, height: 30 };
}

const wordOf = async (files: Files, change: Parameters<typeof aVersion>[0] = {}) => {
  const { document } = await renderDocument(aVersion(change), files);
  return files.read(document.word.hash);
};

describe('the HTML', () => {
  test('keeps meaning and drops looks, scripts, the slot’s mark and typed indents', () => {
    const html = cleanHtml(
      `<h1 style="color:red">一</h1><p class="x">\u3000\u3000甲<b>乙</b>${PUBLISHED_SLOT}<script>alert(1)</script></p><p>&nbsp;</p>` +
        '<p><a href="javascript:alert(1)" onclick="x">丙</a></p><table><tr><td colspan="2" style="x">丁</td></tr></table>',
      [],
    );
    expect(html).toBe(
      '<h2>一</h2><p>甲<strong>乙</strong></p><p><a>丙</a></p><table><tbody><tr><td colspan="2">丁</td></tr></tbody></table>',
    );
  });

  test('carries the version’s pictures and no others', async () => {
    const files = new Files();
    const ours = await picture(files, 'png');
    const html = cleanHtml(
      `<p><img src="asset:${ours.hash}" alt="图"><img src="https://e.example/x.png"></p>`,
      [ours],
    );
    expect(html).toBe(`<p><img src="asset:${ours.hash}" alt="图" width="40" height="30"></p>`);
  });
});

test('plain text has the lists’ marks, tables with tabs, pictures by their words', () => {
  const html =
    '<p>甲</p><ol start="3"><li>乙</li><li>丙</li></ol><ul><li>丁</li></ul><table><tbody><tr><td>一</td><td>二</td></tr></tbody></table><p><img alt="图"></p>';
  expect(pasteText(html)).toBe('甲\n\n3. 乙\n4. 丙\n· 丁\n一\t二\n\n［图片：图］');
  expect(textLines('<ol><li>乙</li></ol>')).toEqual(['乙']);
});

describe('the Word file', () => {
  const body =
    '<h2>一、总则</h2><p>甲<a href="https://e.example/">链接</a></p><ol><li>乙</li></ol><ol><li>丙</li></ol><table><tbody><tr><td>丁</td></tr></tbody></table>';

  test('has the same bytes whenever it is made, whatever was made between', async () => {
    const files = new Files();
    const pictures = [await picture(files, 'png')];
    const version = { pictures, body: `${body}<p><img src="asset:${pictures[0]?.hash ?? ''}" alt="图"></p>` };
    const first = await wordOf(files, version);
    await wordOf(files, { body: body.repeat(3) });
    expect(Buffer.compare(await wordOf(new Files2(files), version), first)).toBe(0);
  });

  test('keeps no time and no random name', async () => {
    const parts = unzipSync(await wordOf(new Files(), { body }));
    const core = strFromU8(parts['docProps/core.xml'] ?? new Uint8Array());
    expect(core).toContain('2000-01-01T00:00:00Z');
    expect(core).not.toContain(String(new Date().getUTCFullYear()));
    const ids =
      strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array()).match(/Id="[^"]+"/g) ?? [];
    expect(ids.filter((id) => !/^Id="rId(Link)?\d+"$/.test(id))).toEqual([]);
    expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('r:id="rIdLink1"');
  });

  test('is read by another program: title, text, list, table, pictures in every format that intake takes', async () => {
    const files = new Files();
    const pictures = [await picture(files, 'png'), await picture(files, 'webp'), await picture(files, 'gif')];
    const images = pictures.map(({ hash }) => `<p><img src="asset:${hash}" alt="图"></p>`).join('');
    const buffer = Buffer.from(await wordOf(files, { pictures, body: `${body}${images}` }));
    const { value } = await mammoth.convertToHtml({ buffer });
    expect(value).toContain('关于开展冬季市容环境集中整治的通告');
    expect(value).toContain('<h2>一、总则</h2>');
    expect(value).toContain('<li>乙</li>');
    expect(value).toContain('发布机构');
    expect(value.match(/<img [^>]*src="data:image\/(png|gif)/g)).toHaveLength(3);
  });
});

/** Fresh files with what the others have, so that nothing is kept from before. */
class Files2 extends Files {
  constructor(others: Files) {
    super();
    for (const bytes of others.all.values()) this.add(bytes);
  }
}
