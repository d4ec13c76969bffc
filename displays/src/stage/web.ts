import { layoutVariables } from '../../../src/contract/slide/markup.js';
import { layoutFor, type Panel, type Viewport } from '../../../src/contract/slide/panel.js';
import type { CutNotice } from './slides.js';

/** A site that has not answered by then is passed over. */
const patienceMs = 5_000;

/** Whether an address belongs to one of the sites that the group may show. */
export function isAllowed(address: string, origins: readonly string[]): boolean {
  try {
    return origins.includes(new URL(address).origin);
  } catch {
    return false;
  }
}

/**
 * A page of an allowed site for a place on the glass, in a frame that has no origin, no storage and no way out of itself.
 * Undefined when the site is not allowed or does not answer: there is nothing to show then. What a site forbids to be
 * framed cannot be told from here.
 */
export async function webPage(
  address: string,
  origins: readonly string[],
  panel: Panel,
  size: Viewport,
): Promise<CutNotice | undefined> {
  if (!isAllowed(address, origins) || !(await answers(address))) return undefined;
  return {
    pages: 1,
    layer() {
      const layer = document.createElement('div');
      layer.className = 'layer web-page';
      const variables = layoutVariables(layoutFor(panel, size));
      for (const [name, value] of Object.entries(variables)) layer.style.setProperty(name, value);
      const frame = document.createElement('iframe');
      // Without allow-same-origin it reaches neither the player nor what the browser keeps of the site.
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.referrerPolicy = 'no-referrer';
      frame.tabIndex = -1;
      frame.title = address;
      frame.src = address;
      layer.append(frame);
      return layer;
    },
  };
}

async function answers(address: string): Promise<boolean> {
  const asking = new AbortController();
  const timer = setTimeout(() => {
    asking.abort();
  }, patienceMs);
  try {
    await fetch(address, {
      mode: 'no-cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: asking.signal,
    });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
