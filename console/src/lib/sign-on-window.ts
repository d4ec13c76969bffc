/** Pages of this origin hear each other here; the provider's pages cut every other tie between the two windows. */
const CHANNEL = 'tongbo.sign-on';

/** `done`, or why not: a key of the dictionary's `signOn.result`. */
export type WindowEnd = string;

/** Tells the page that opened this window how it ended. */
export function tellOpener(end: WindowEnd): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(end);
  channel.close();
}

/** What the window says, once; undefined when nobody waits any more. */
export function hearWindow(signal: AbortSignal): Promise<WindowEnd | undefined> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<WindowEnd | undefined>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      resolve(typeof data === 'string' ? data : undefined);
    };
    signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  }).finally(() => {
    channel.close();
  });
}

/** An empty window, which has to be opened in the press itself: later, browsers take it for an advertisement. */
export const openWindow = (): Window | null =>
  window.open('about:blank', 'tongbo-sign-on', 'popup,width=520,height=680');
