import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { openSync, type Font } from 'fontkit';
import type { Plugin } from 'vite';
import { subset, woff2 } from './subset.js';

/** Imported by the player; its types stand in `src/vite-env.d.ts`. */
const VIRTUAL = 'virtual:wall-fonts';
const kept = fileURLToPath(new URL('../../.cache/fonts/', import.meta.url));

const weights = { 400: '400Regular/NotoSansSC_400Regular.ttf', 700: '700Bold/NotoSansSC_700Bold.ttf' };

/**
 * The bundled font in two parts a weight: what nearly every text needs (everything but Han characters, and those of
 * GB 2312), and all the rest, which a box loads when a character of it comes. Together they have exactly the
 * characters that the hub knows the font to have when it checks a draft.
 */
export function wallFonts(): Plugin {
  return {
    name: 'wall-fonts',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    async load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      const faces = [];
      for (const [weight, file] of Object.entries(weights))
        for (const [family, source] of await parts(file)) {
          const name = family.toLowerCase().replaceAll(' ', '-');
          const fileName = `assets/${name}-${weight}-${hashOf(source).slice(0, 12)}.woff2`;
          this.emitFile({ type: 'asset', fileName, source });
          faces.push({ family, weight, url: `/display/${fileName}` });
        }
      return `export const faces = ${JSON.stringify(faces)};`;
    },
  };
}

async function parts(file: string): Promise<[string, Uint8Array][]> {
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${file}`);
  const font = await readFile(path);
  const codes = (openSync(path) as Font).characterSet;
  const usual = codes.filter((code) => !isHan(code) || gb2312.has(code));
  const rare = codes.filter((code) => isHan(code) && !gb2312.has(code));
  return [
    ['Tongbo Wall', await packed(font, usual)],
    ['Tongbo Wall More', await packed(font, rare)],
  ];
}

/** Packing takes seconds, and the font changes once in years. */
async function packed(font: Uint8Array, codes: number[]): Promise<Uint8Array> {
  const path = `${kept}${hashOf(Buffer.concat([font, Buffer.from(codes.join())]))}.woff2`;
  try {
    return await readFile(path);
  } catch {
    const made = woff2(await subset(font, codes));
    await mkdir(kept, { recursive: true });
    await writeFile(path, made);
    return made;
  }
}

const isHan = (code: number): boolean => /\p{Script=Han}/u.test(String.fromCodePoint(code)) && code > 0x33ff;
const gb2312 = hanOfGb2312();

function hanOfGb2312(): Set<number> {
  const decoder = new TextDecoder('gb18030');
  const found = new Set<number>();
  for (let high = 0xb0; high <= 0xf7; high += 1)
    for (let low = 0xa1; low <= 0xfe; low += 1)
      found.add(decoder.decode(Uint8Array.of(high, low)).codePointAt(0) ?? 0);
  return found;
}

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
