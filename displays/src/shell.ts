import { fontFiles } from './stage/fonts.js';

/**
 * Lets the service worker keep the player itself, so that a reload without network finds it. It is told what this
 * page has loaded once the page runs: an update that never ran does not replace a player that did.
 */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/display/worker.js', { scope: '/display/' });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ keep: ownFiles() });
}

function ownFiles(): string[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const own = loaded.filter((name) => name.startsWith(`${location.origin}/display/assets/`));
  return [`${location.origin}/display/`, ...new Set([...own, ...fontFiles])];
}
