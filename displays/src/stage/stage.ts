import { fadeMs } from './timing.js';

/** Pictures are decoded before their page is shown, unless that takes longer than this. */
const patienceMs = 1_000;

/** What fills the glass: at most two layers, the older one under the newer while it fades in. */
export class Stage {
  private shown: HTMLElement | undefined;
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly root: HTMLElement) {}

  /**
   * Shows a layer instead of the one before and resolves when it was really drawn. `cut`: at once, without a fade,
   * because what is shown may not be shown any more.
   */
  async show(layer: HTMLElement, cut = false): Promise<void> {
    const turn = this.work.then(() => this.change(layer, cut));
    this.work = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when everything that was asked for has been drawn. */
  async settled(): Promise<void> {
    await this.work;
  }

  private async change(layer: HTMLElement, cut: boolean): Promise<void> {
    await Promise.race([decoded(layer), later(patienceMs)]);
    const before = this.shown;
    this.shown = layer;
    const fades = !cut && before !== undefined && !isStill();
    if (fades) layer.classList.add('entering');
    this.root.append(layer);
    if (fades) {
      await drawn();
      layer.classList.remove('entering');
      await later(fadeMs);
    }
    // In one frame, so that the glass is never empty.
    before?.remove();
    await drawn();
  }
}

/** Whether nothing may move: by the system's setting or by the programme's. */
export const isStill = (): boolean =>
  document.documentElement.dataset['still'] !== undefined ||
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A picture that does not come leaves its place empty; the text around it still has to be shown. */
async function decoded(layer: HTMLElement): Promise<void> {
  await Promise.allSettled(Array.from(layer.querySelectorAll('img'), async (picture) => picture.decode()));
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves in the frame after next: then the one that was asked for has been drawn. */
async function drawn(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => requestAnimationFrame(resolve));
}
