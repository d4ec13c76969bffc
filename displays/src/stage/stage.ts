import { fadeMs } from './timing.js';

/** Pictures are decoded before their page is shown, unless that takes longer than this. */
const patienceMs = 1_000;

/** What fills the glass: at most two layers, the older one under the newer while it fades in. */
export class Stage {
  private shown: HTMLElement | undefined;
  private work: Promise<unknown> = Promise.resolve();
  private asked = 0;
  private mustCut = false;

  /**
   * Hears when something had taken everything off the glass. It was put back before the next frame: observers are
   * called before the browser draws.
   */
  mended: () => void = () => undefined;
  /** Resolves when something was really drawn for the first time. */
  readonly drew: Promise<void>;
  private haveDrawn: () => void = () => undefined;

  constructor(private readonly root: HTMLElement) {
    this.drew = new Promise((resolve) => {
      this.haveDrawn = resolve;
    });
    // What the page itself begins with stands until there is something else.
    const [first] = Array.from(root.children);
    if (first instanceof HTMLElement) this.shown = first;
    new MutationObserver(() => {
      if (root.childElementCount > 0 || !this.shown) return;
      // It may have been on its way in.
      this.shown.classList.remove('entering');
      root.append(this.shown);
      this.mended();
    }).observe(root, { childList: true });
  }

  /**
   * Shows a layer instead of the one before and resolves when it was really drawn. `cut`: at once, without a fade,
   * because what is shown may not be shown any more. Resolves to false when another one was asked for before its turn
   * came: after a delay the glass does not run through what it missed.
   */
  async show(layer: HTMLElement, cut = false): Promise<boolean> {
    this.asked += 1;
    const number = this.asked;
    this.mustCut ||= cut;
    const turn = this.work.then(async () => {
      if (number !== this.asked) return false;
      const isCut = this.mustCut;
      this.mustCut = false;
      await this.change(layer, isCut);
      return true;
    });
    this.work = turn.catch(() => undefined);
    const isShown = await turn;
    if (isShown) await drawn();
    this.haveDrawn();
    return isShown;
  }

  /** Resolves when everything that was asked for has been drawn. */
  async settled(): Promise<void> {
    await this.work;
    await drawn();
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
