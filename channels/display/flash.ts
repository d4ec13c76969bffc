import sharp from 'sharp';

/** The picture is looked at in so many places across and down. */
const GRID = 32;
const CELLS = GRID * GRID;
const MOST_FRAMES = 1_000;
/** WCAG 2.2, general flash: the relative luminance changes by a tenth, and the darker of both is below 0.8. */
const leastChange = 0.1;
const darkest = 0.8;
/** WCAG 2.2, red flash: a saturated red comes or goes. */
const leastRedChange = 20;
const saturated = 0.8;
/** Of the picture's area that has to change at once; small enough also where a picture is wider than ten degrees. */
const leastShare = 0.1;
/** Three flashes are six changes. */
const MOST_CHANGES = 6;
/** Browsers show a frame with a shorter time for a tenth of a second. */
const shortestMs = 11;
const shortMs = 100;

/**
 * Whether a moving picture flashes more than three times within some second (WCAG 2.2, success criterion 2.3.1).
 * Decodes all its frames. Rejects for what cannot be decoded, or has more frames than can be looked at.
 */
export async function flashesTooOften(bytes: Uint8Array): Promise<boolean> {
  const picture = sharp(bytes, { animated: true });
  const { pages = 1, delay = [], loop = 0 } = await picture.metadata();
  if (pages < 2) return false;
  if (pages > MOST_FRAMES) throw new Error(`a picture of ${String(pages)} frames`);
  const pixels = await picture
    .flatten({ background: '#FBFAF7' })
    .resize(GRID, GRID, { fit: 'fill' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  const frames = Array.from({ length: pages }, (_, index) =>
    pixels.subarray(index * CELLS * 3, (index + 1) * CELLS * 3),
  );
  const times = delay.map((ms) => (ms < shortestMs ? shortMs : ms));
  // What comes round again changes from its last frame to its first, too.
  const rounds = loop === 1 ? 1 : 2;
  const seen = Array.from({ length: rounds }, () => frames).flat();
  const starts = startsOf(seen.length, (index) => times[index % pages] ?? shortMs);
  return [luminanceOf, redOf].some((measure) => changesTooOften(seen, starts, measure));
}

function startsOf(count: number, stays: (index: number) => number): number[] {
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    const start = at;
    at += stays(index);
    return start;
  });
}

interface Measure {
  value(red: number, green: number, blue: number): number;
  /** Whether going from one to the other is a change that counts. */
  counts(from: number, to: number): boolean;
}
const linear = Array.from({ length: 256 }, (_, byte) => {
  const part = byte / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});
const lin = (byte: number): number => linear[byte] ?? 0;

const luminanceOf: Measure = {
  value: (red, green, blue) => 0.2126 * lin(red) + 0.7152 * lin(green) + 0.0722 * lin(blue),
  counts: (from, to) => Math.abs(to - from) >= leastChange && Math.min(from, to) < darkest,
};
const redOf: Measure = {
  value(red, green, blue) {
    const [r, g, b] = [lin(red), lin(green), lin(blue)];
    return r / Math.max(1e-6, r + g + b) >= saturated ? Math.max(0, (r - g - b) * 320) : 0;
  },
  counts: (from, to) => Math.abs(to - from) > leastRedChange,
};

/** Whether within some second enough of the picture changes to and fro more often than is bearable. */
function changesTooOften(frames: readonly Buffer[], starts: readonly number[], measure: Measure): boolean {
  const extreme = new Float64Array(CELLS);
  const direction = new Int8Array(CELLS);
  let last = 0;
  const changes: number[] = [];
  frames.forEach((frame, index) => {
    const moved = { 1: 0, [-1]: 0 };
    for (let cell = 0; cell < CELLS; cell += 1) {
      const at = cell * 3;
      const value = measure.value(frame[at] ?? 0, frame[at + 1] ?? 0, frame[at + 2] ?? 0);
      const from = extreme[cell] ?? 0;
      const way = direction[cell] ?? 0;
      if (index === 0) extreme[cell] = value;
      else if (way !== 0 && Math.sign(value - from) === way) extreme[cell] = value;
      else if (measure.counts(from, value)) {
        const now = value > from ? 1 : -1;
        extreme[cell] = value;
        direction[cell] = now;
        moved[now] += 1;
      }
    }
    for (const way of [1, -1] as const)
      if (moved[way] / CELLS >= leastShare && way !== last) {
        changes.push(starts[index] ?? 0);
        last = way;
      }
  });
  return changes.some((at, index) => (changes[index + MOST_CHANGES] ?? Infinity) - at < 1000);
}
