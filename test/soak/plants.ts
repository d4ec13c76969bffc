import type { SoakScreen } from './screen.js';

/** Faults of the player itself, put in on purpose: a soak that does not see them would prove nothing. */
export const plants: Record<string, (screen: SoakScreen) => Promise<void>> = {
  /** Every now and then nothing is on the glass, and the page itself does not notice. */
  black: (screen) =>
    screen.evaluate(() => {
      const veil = document.createElement('div');
      veil.style.cssText = 'position:fixed;inset:0;background:#000;z-index:9999';
      setInterval(() => {
        document.body.append(veil);
        setTimeout(() => {
          veil.remove();
        }, 4_000);
      }, 20_000);
    }, undefined),
  /** An item goes on standing there after its time. */
  wrong: (screen) =>
    screen.evaluate(() => {
      setInterval(() => {
        const top = document.querySelector<HTMLElement>('#stage > .layer:last-child');
        if (top?.dataset['key'] !== undefined) top.dataset['key'] = '00000000-0000-7000-8000-000000000000';
      }, 20_000);
    }, undefined),
  /** Each change leaves a little behind. */
  leak: (screen) =>
    screen.evaluate(() => {
      const kept: unknown[] = [];
      Object.assign(window, { soakLeak: kept });
      const stage = document.querySelector('#stage');
      if (!stage) return;
      new MutationObserver(() => {
        kept.push(new Array(2_000).fill(kept.length));
      }).observe(stage, { childList: true });
    }, undefined),
};
