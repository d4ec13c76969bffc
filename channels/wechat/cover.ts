import { Buffer } from 'node:buffer';
import { Resvg } from '@resvg/resvg-js';
import type satori from 'satori';
import type { RenderKit } from '../../src/contract/channel.js';
import { COVER } from './pictures.js';

const colours = { paper: '#fbfaf7', ink: '#1f2328', quiet: '#5b6570', pine: '#1e6b5c', cinnabar: '#c8372d' };

/** What a drawn cover says. */
export interface CoverText {
  title: string;
  category: string;
  issuer: string;
  /** Two to four characters of the office's short name, for the seal. */
  seal: string;
}

interface Box {
  type: 'div';
  props: { style: Record<string, string | number>; children?: string | Box[] };
}

const box = (style: Record<string, string | number>, children: string | Box[] = []): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});

/** Draws a cover in the house's look: paper, ink, pine, and the seal in cinnabar. PNG; the same text, the same bytes. */
export async function drawCover(text: CoverText, kit: RenderKit): Promise<Uint8Array> {
  // Loaded when the first cover is drawn: it takes a quarter of a second, which a start has no use for.
  const { default: draw } = await import('satori');
  const svg = await draw(sheet(text) as Parameters<typeof satori>[0], {
    ...COVER,
    fonts: await fontsOf(kit),
  });
  const drawn = new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'original' } }).render();
  return new Uint8Array(drawn.asPng());
}

type Fonts = Parameters<typeof satori>[1]['fonts'];

/** By the regular font's bytes: what draws reads a list of fonts, 20 MB, only when it has not seen that list before. */
const known = new WeakMap<Uint8Array, Fonts>();

async function fontsOf(kit: RenderKit): Promise<Fonts> {
  const [regular, bold] = await Promise.all([kit.font('regular'), kit.font('bold')]);
  const before = known.get(regular);
  if (before) return before;
  const fonts: Fonts = [
    { name: 'sans', data: Buffer.from(regular), weight: 400, style: 'normal' },
    { name: 'sans', data: Buffer.from(bold), weight: 700, style: 'normal' },
  ];
  known.set(regular, fonts);
  return fonts;
}

function sheet({ title, category, issuer, seal }: CoverText): Box {
  const size = [...title].length <= 14 ? 60 : [...title].length <= 26 ? 52 : 44;
  return box({ ...COVER, backgroundColor: colours.paper, fontFamily: 'sans', color: colours.ink }, [
    box({ width: 14, height: COVER.height, backgroundColor: colours.pine }),
    box(
      {
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: 886,
        padding: '44px 56px 40px 50px',
      },
      [
        box({ fontSize: 28, fontWeight: 700, color: colours.pine, letterSpacing: 4 }, category),
        box({ fontSize: size, fontWeight: 700, lineHeight: 1.35, width: 780, textWrap: 'balance' }, title),
        box({ justifyContent: 'space-between', alignItems: 'flex-end', width: 780 }, [
          box({ fontSize: 24, color: colours.quiet, width: 620 }, issuer),
          sealBox(seal),
        ]),
      ],
    ),
  ]);
}

/** Two lines of two, as a seal is cut. */
function sealBox(seal: string): Box {
  const [a = '', b = '', c = '', d = ''] = seal;
  const rows = d === '' ? [a + b, c].filter((row) => row !== '') : [a + b, c + d];
  return box(
    {
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      width: 84,
      height: 84,
      borderRadius: 6,
      backgroundColor: colours.cinnabar,
      color: colours.paper,
      fontSize: 32,
      fontWeight: 700,
      lineHeight: 1.12,
    },
    rows.map((row) => box({}, row)),
  );
}
