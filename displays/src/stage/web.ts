import { isOfSites, type Manifest } from '../../../src/contract/display.js';
import { layoutVariables } from '../../../src/contract/slide/markup.js';
import { layoutFor } from '../../../src/contract/slide/panel.js';
import type { Widget } from './widget.js';

/** A site that has not answered by then is passed over. */
const patienceMs = 5_000;
const askAgainMs = 60_000;

const asked = new Map<string, { at: number; answers: boolean }>();

/** Whether a page answered when it was asked last. It is asked beside everything else: no notice waits for a site. */
function answered(address: string): boolean {
  const at = performance.now();
  const last = asked.get(address);
  if (last && at - last.at < askAgainMs) return last.answers;
  const fresh = { at, answers: last?.answers ?? false };
  asked.set(address, fresh);
  void answers(address).then((does) => {
    fresh.answers = does;
  });
  return fresh.answers;
}

/**
 * A page of an allowed site, in a frame that has no origin, no storage and no way out of itself. There is nothing to show
 * where the site is not allowed or does not answer. What a site forbids to be framed cannot be told from here.
 */
export const web: Widget = {
  stamp: ({ manifest, panel }, address) => {
    const isAllowed = isOfSites(address, manifest.webOrigins ?? []);
    return JSON.stringify([isAllowed && answered(address), panel]);
  },

  cut: ({ manifest, panel, size }, address) => {
    if (!isOfSites(address, manifest.webOrigins ?? []) || !answered(address))
      return Promise.resolve(undefined);
    const layer = (): HTMLElement => {
      const place = document.createElement('div');
      place.className = 'layer web-page';
      const variables = layoutVariables(layoutFor(panel, size));
      for (const [name, value] of Object.entries(variables)) place.style.setProperty(name, value);
      const frame = document.createElement('iframe');
      // Without allow-same-origin it reaches neither the player nor what the browser keeps of the site.
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.referrerPolicy = 'no-referrer';
      frame.tabIndex = -1;
      frame.title = address;
      frame.src = address;
      place.append(frame);
      return place;
    };
    return Promise.resolve({ pages: 1, layer });
  },
};

/**
 * The page's policy names the sites that were listed when it was loaded. Asks for a new page when a manifest names one
 * that the page did not begin with.
 */
export function sitesOf(
  atStart: Pick<Manifest, 'webOrigins'> | undefined,
  newPage: () => void,
): (manifest: Pick<Manifest, 'webOrigins'> | undefined) => void {
  const known = new Set(atStart?.webOrigins);
  return (manifest) => {
    const fresh = (manifest?.webOrigins ?? []).filter((origin) => !known.has(origin));
    for (const origin of fresh) known.add(origin);
    if (fresh.length > 0) newPage();
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
