import type { Locator, Page } from 'playwright-core';

/** More presses than any page has places to stop at. */
const MOST = 120;

/** Somebody without a mouse: what Tab does not reach is not there. */
export class Keys {
  constructor(readonly page: Page) {}

  /** Presses Tab until the place has the focus, and looks that the focus can be seen. */
  async to(place: Locator): Promise<void> {
    await place.first().waitFor();
    for (let press = 0; press < MOST; press++) {
      if (await this.isAt(place)) {
        await this.requireSeen();
        return;
      }
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(place)}`);
  }

  async press(place: Locator, key = 'Enter'): Promise<void> {
    await this.to(place);
    await this.page.keyboard.press(key);
  }

  async write(place: Locator, text: string): Promise<void> {
    await this.to(place);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Picks a file where a button asks for one. */
  async pickFile(button: Locator, path: string): Promise<void> {
    const asked = this.page.waitForEvent('filechooser');
    await this.press(button);
    await (await asked).setFiles(path);
  }

  private isAt(place: Locator): Promise<boolean> {
    return place.first().evaluate((element) => {
      const { activeElement } = document;
      return activeElement !== null && (element === activeElement || element.contains(activeElement));
    });
  }

  /** A focus that nobody sees leads nowhere. */
  private async requireSeen(): Promise<void> {
    const shown = await this.page.evaluate(() => {
      const seen = (element: Element | null | undefined): boolean => {
        if (!element) return false;
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && outlineStyle !== '') || boxShadow !== 'none';
      };
      const at = document.activeElement;
      const around = [
        at,
        at?.parentElement,
        at?.parentElement?.parentElement,
        at?.nextElementSibling,
        // The editor's frame shows it for the text.
        at?.closest('.rich'),
      ];
      return { seen: around.some(seen), html: at?.outerHTML.slice(0, 200) };
    });
    if (!shown.seen) throw new Error(`the focus cannot be seen on ${shown.html ?? 'nothing'}`);
  }
}
