import { escape } from '../../../src/contract/slide/markup.js';

/** So long somebody has to walk along the wall and find it. */
const shownMs = 30_000;
let gone: number | undefined;

/** Shows the screen's own name over whatever is on the glass, for half a minute; what is below goes on. */
export function identify(screen: { name: string; group: string }): void {
  const overlay = document.querySelector('.identify') ?? document.createElement('div');
  overlay.className = 'identify';
  overlay.setAttribute('role', 'status');
  overlay.innerHTML = `<p class="identify-name">${escape(screen.name)}</p><p>${escape(screen.group)}</p>`;
  document.body.append(overlay);
  clearTimeout(gone);
  gone = window.setTimeout(() => {
    overlay.remove();
  }, shownMs);
}
