/** Pixels to each side. The margins of every page are larger, so that no text is ever cut. */
export const shiftPixels = 3;
export const shiftEveryMs = 3 * 60_000;

/** Around the middle, and through it: no edge stays where it was for long. */
const path: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
];

/** Where the picture stands after so many turns, in pixels. */
export function shiftAt(turn: number): readonly [x: number, y: number] {
  const [x = 0, y = 0] = path[turn % path.length] ?? [];
  return [x * shiftPixels, y * shiftPixels];
}

/** Moves the whole picture a little every few minutes, so that nothing burns itself into the panel. */
export function startShift(root: HTMLElement): void {
  let turn = 0;
  setInterval(() => {
    turn += 1;
    const [x, y] = shiftAt(turn);
    root.style.transform = `translate(${String(x)}px, ${String(y)}px)`;
  }, shiftEveryMs);
}
