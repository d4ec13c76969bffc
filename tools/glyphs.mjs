// Writes src/contract/slide/known-glyphs.ts: which characters the bundled font has (Noto Sans SC, SIL OFL 1.1), in both
// weights. Run it when the font's package changes: `node tools/glyphs.mjs > src/contract/slide/known-glyphs.ts`.
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

const require = createRequire(import.meta.url);
const { version } = require('@expo-google-fonts/noto-sans-sc/package.json');
const files = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'];
const [regular, bold] = files.map(
  (file) =>
    new Set(fontkit.openSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`)).characterSet),
);
const both = [...regular].filter((code) => bold.has(code)).sort((a, b) => a - b);

/** Spans as how far each begins behind the last one's end, and how many more it has: base 36. */
const spans = [];
for (const code of both) {
  const last = spans.at(-1);
  if (last && last.to === code - 1) last.to = code;
  else spans.push({ from: code, to: code });
}
const text = spans
  .map(({ from, to }, index) => {
    const gap = (from - (spans[index - 1]?.to ?? 0)).toString(36);
    return to === from ? gap : `${gap}+${(to - from).toString(36)}`;
  })
  .join(' ');
const lines = text.match(/.{1,100}(?= |$)/g).map((line) => `  '${line.trim()} '`);

process.stdout
  .write(`// Written by tools/glyphs.mjs from @expo-google-fonts/noto-sans-sc ${version}; do not edit.

/** Spans of code points, in base 36: how far each begins behind the last one's end, and how many more it has. */
export const knownGlyphs =
${lines.join(' +\n')};
`);
