import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { openSync, type Font } from 'fontkit';
import { hasGlyph, missingGlyphs } from './glyphs.js';

const span = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const lacking = (codes: readonly number[]): string =>
  String.fromCodePoint(...codes.filter((code) => !hasGlyph(code)));

/** What stands in the two-byte part of GB 18030, as Unicode has it now; private places of before are left out. */
function twoBytes(): number[] {
  const decoder = new TextDecoder('gb18030');
  const found = new Set<number>();
  for (const high of span(0x81, 0xfe))
    for (const low of span(0x40, 0xfe)) {
      const code = decoder.decode(Uint8Array.of(high, low)).codePointAt(0) ?? 0xfffd;
      if (low !== 0x7f && code > 0x7f && code !== 0xfffd && !(code >= 0xe000 && code < 0xf900))
        found.add(code);
    }
  return [...found];
}

test('the table is the font’s own, in both weights', () => {
  const require = createRequire(import.meta.url);
  for (const file of ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']) {
    const font = openSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`)) as Font;
    const codes = new Set(font.characterSet);
    expect(font.characterSet.filter((code) => !hasGlyph(code))).toEqual([]);
    expect(span(0x20, 0x3ffff).filter((code) => hasGlyph(code) && !codes.has(code))).toEqual([]);
  }
});

test('GB 18030-2022, level 1: every character of it is there', () => {
  const unified = [...span(0x4e00, 0x9fef), ...span(0x3400, 0x4db5)];
  expect(unified).toHaveLength(20_976 + 6_582);
  expect(lacking(unified)).toBe('');
});

test('GB 18030’s two-byte part: what the font lacks of it is listed here', () => {
  const codes = twoBytes();
  expect(codes.length).toBeGreaterThan(21_700);
  expect(lacking(codes)).toBe('≒');
});

/** The 196 characters of 通用规范汉字表 that stand outside the first plane: what level 2 adds to level 1. */
const standard =
  '𠙶𬣙𨙸𬇕𬣞𬘓𫭟𫭢𫇭𫐄𫵷𣲘𣲗𬇙𬣡𫸩𨚕𫘜𬘘𫘝𦭜𬨂𬀩𬀪𬬩𫍣𬣳𬩽𬮿𬯀𫰛𬳵𬳶𫠊𬍛𬜬𦰡𪾢𪨰𫓧𬬮𬬱𬬭𦙶𬘡𬳽𬘩𫄧𪟝𬍤𫭼𬜯𬂩𫠆𨐈𬌗𫑡𪨶𬬸𬬻𬬹𬬿𬭁𫢸𫗧𬊈𬒈𨺙𬳿𫄨𬘫' +
  '𫮃𬱖𬟽𫓯𫟹𫟼𠅤𬇹𬍡𬤇𫍯𬤊𫍲𬯎𬘬𬘭𬴂𫘦𫟅𬘯𫘧𪣻𡎚𬃊𬷕𫐐𬹼𧿹𫶇𫖮𬭊𨱇𫓶𬭎𫖯𬱟𫛭𫷷𬮱𬊤𣸣𬴃𫘨𤧛𬪩𬒔𬨎𫐓𫫇𫓹𬭚𬭛𬕂𬶋𬶍𦝼𫔶𫌀𫖳𫘪𫘬𫞩𡐓𪤗𣗋𬸘𬒗𥔲𫚖𨱏𬭤𫚕𬶐𬶏𩽾' +
  '𬸚𬤝𬙂𬭩𩾃𬸣𫍽𬴊𬞟𥕢𫟦𬺈𫠜𪩘𬭬𨱑𬭯𫗴𬸦𫄷𤩽𬭳𬭶𫔍𬭸𨱔𬭼𫔎𬸪𬶟𬶠𬶨𦈡𫄸𬟁𥖨𦒍𬙊𬶭𩾌𨟠𬶮𨭉𬙋𤫉𬺓𫚭𠳐𥻗𬉼';

test('GB 18030-2022, level 2: every character of it is there', () => {
  const codes = [...standard].map((character) => character.codePointAt(0) ?? 0);
  expect(new Set(codes).size).toBe(196);
  expect(lacking(codes)).toBe('');
});

test('a character that is lacking is named with what stands around it; what is not drawn is not missed', () => {
  expect(missingGlyphs('关于𠮷野家的通知😀\n\u200b以及𠮷')).toEqual([
    { character: '𠮷', code: 'U+20BB7', around: '关于𠮷野家的通知😀', times: 2 },
    { character: '😀', code: 'U+1F600', around: '𠮷野家的通知😀 \u200b以及𠮷', times: 1 },
  ]);
  expect(missingGlyphs('“第一批”——①㈠⑴〔2026〕1号，3.5％、㎡、℃')).toEqual([]);
});
