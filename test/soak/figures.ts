/** A straight line through measurements, and how sure its slope is. */
export interface Slope {
  /** Of y per x. */
  slope: number;
  /** The bounds within which the slope is in 95 of 100 cases. */
  from: number;
  to: number;
}

/** Student's t for 95 % on both sides, by degrees of freedom; beyond the last it is the normal distribution's. */
const student = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];
const tOf = (freedom: number): number => student[freedom - 1] ?? (freedom < 30 ? 2.09 : 1.98);

/**
 * Least squares with its interval of 95 %. Neighbouring measurements of a heap are alike, so the interval is widened by
 * what the residuals' first autocorrelation says of how many of them are really independent.
 * @throws Error with fewer than three points
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const count = points.length;
  if (count < 3) throw new Error(`a slope of ${String(count)} points says nothing`);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / count;
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / spread;
  const residuals = points.map(([x, y]) => y - middleY - slope * (x - middleX));
  const squares = residuals.reduce((sum, one) => sum + one ** 2, 0);
  const alike =
    squares === 0
      ? 0
      : residuals.slice(1).reduce((sum, one, n) => sum + one * (residuals[n] ?? 0), 0) / squares;
  const inflation = alike > 0 ? (1 + alike) / (1 - Math.min(alike, 0.95)) : 1;
  const error = Math.sqrt(((squares / (count - 2)) * inflation) / spread) * tOf(count - 2);
  return { slope, from: slope - error, to: slope + error };
}

/** What a frame of real output is like: `mean` and `stdev` of its lightness, from 0 to 255. */
export interface Light {
  mean: number;
  stdev: number;
}

/** Nothing can be read in a picture of one shade, whichever it is, or in one that is all but dark. */
export const isBlack = ({ mean, stdev }: Light): boolean => stdev < 2 || mean < 10;

/** Adds up how long the output was black, frame by frame: a frame stands until the next one. */
export class BlackTime {
  private since: number | undefined;
  private sum = 0;
  frames = 0;

  /** `at` in milliseconds. */
  frame(at: number, light: Light): void {
    this.frames += 1;
    this.pause(at);
    if (isBlack(light)) this.since = at;
  }

  /** Nobody looks from here to the next frame. */
  pause(at: number): void {
    if (this.since !== undefined) this.sum += Math.max(0, at - this.since);
    this.since = undefined;
  }

  get ms(): number {
    return this.sum;
  }
}
