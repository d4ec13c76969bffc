import { faces } from 'virtual:wall-fonts';

/** A font that has not come by then is not waited for: a text in the box's own font is better than none. */
const patienceMs = 10_000;

/** The files of the bundled font, all of which have to be kept for days without network. */
export const fontFiles: readonly string[] = faces.map(({ url }) => `${location.origin}${url}`);

/** Makes the bundled font known; its files come when a text needs them. `late`: one came, so that what was measured may be wrong. */
export function useWallFonts(late: () => void): void {
  for (const { family, weight, url } of faces)
    document.fonts.add(new FontFace(family, `url(${url}) format("woff2")`, { weight, display: 'swap' }));
  document.fonts.addEventListener('loadingdone', late);
}

/** Resolves when what stands in this element can be measured: its characters' fonts are here, or are not to be had. */
export async function fontsOf(element: HTMLElement): Promise<void> {
  // Only what was laid out asks for its fonts.
  element.getBoundingClientRect();
  await Promise.race([
    document.fonts.ready,
    new Promise((resolve) => {
      setTimeout(resolve, patienceMs);
    }),
  ]);
}
