import type { Page } from 'playwright-core';
import type { House } from './house.js';

/** A lobby screen: the player in a browser of its own, on a panel of 1920 × 1080. */
export class Screen {
  private constructor(readonly page: Page) {}

  static async switchOn(house: { hub: Pick<House['hub'], 'origin'> } & Pick<House, 'page'>): Promise<Screen> {
    const page = await house.page({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${house.hub.origin}/display`);
    return new Screen(page);
  }

  /** One whose page was opened in another way. */
  static on(page: Page): Screen {
    return new Screen(page);
  }

  /** The pairing code that it shows. */
  async code(): Promise<string> {
    const code = this.page.locator('.pairing .code');
    await code.waitFor();
    return (await code.getAttribute('aria-label')) ?? '';
  }

  /** Waits until a notice with this title is on the glass, complete and alone. */
  async shows(title: string, withinMs = 20_000): Promise<void> {
    const only = ([wanted]: [string]) => {
      const layers = document.querySelectorAll('#stage > .layer');
      const [head] = document.querySelectorAll('#stage .slide-title');
      return layers.length === 1 && head?.textContent.trim() === wanted;
    };
    await this.page.waitForFunction(only, [title] as [string], { timeout: withinMs });
  }

  /** Every notice's title that is on the glass now; two while one fades into the other. */
  async titles(): Promise<string[]> {
    return this.page.locator('#stage .slide-title').allTextContents();
  }

  /** Watches the glass for a while; the titles that stood there, and how often there was nothing at all. */
  async watch(ms: number): Promise<{ titles: string[]; blanks: number }> {
    return this.page.evaluate(async (forMs) => {
      const titles = new Set<string>();
      let blanks = 0;
      for (const end = performance.now() + forMs; performance.now() < end;) {
        const stage = document.querySelector('#stage');
        if (!stage || stage.childElementCount === 0) blanks += 1;
        for (const head of document.querySelectorAll('#stage .slide-title')) titles.add(head.textContent);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return { titles: [...titles], blanks };
    }, ms);
  }

  /** A panel without notices: the office's name and the clock. */
  async idles(): Promise<void> {
    await this.page.locator('#stage .idle').waitFor();
  }
}
