const channel = 'tongbo-display';

/**
 * Two pages of one browser share its key: only the newest speaks for the screen, so that the hub does not take them for two
 * boxes. Calls `older` on a page when a newer one has begun.
 */
export function beNewest(older: () => void): void {
  const pages = new BroadcastChannel(channel);
  pages.postMessage('newer');
  pages.addEventListener('message', () => {
    pages.close();
    older();
  });
}
