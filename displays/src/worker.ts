/** What of the service worker's world is used here; the compiler knows the page's only. */
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent & Lasting) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
declare const self: WorkerScope;

const shell = 'player-shell';
/** A hub that does not answer within this time is treated as away. */
const patienceMs = 4_000;

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('message', (event) => {
  const { keep } = event.data as { keep?: unknown };
  if (Array.isArray(keep)) event.waitUntil(keepOnly(keep.map(String)));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/display/assets/')) event.respondWith(asset(request));
});

/** The hub's page when it answers in time, else the one that is kept. */
async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(shell)).match('/display/');
  const fresh = fetch(request);
  if (!kept) return fresh;
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => {
      resolve(kept);
    }, patienceMs);
  });
  return Promise.race([fresh.then((answer) => (answer.ok ? answer : kept)).catch(() => kept), late]);
}

/** Assets carry their content's hash in their name: what is kept is right. */
async function asset(request: Request): Promise<Response> {
  return (await (await caches.open(shell)).match(request.url)) ?? fetch(request);
}

async function keepOnly(urls: string[]): Promise<void> {
  const cache = await caches.open(shell);
  const known = new Set((await cache.keys()).map(({ url }) => url));
  // The page itself may have changed under the same address.
  const missing = urls.filter((url) => !known.has(url) || url.endsWith('/display/'));
  await cache.addAll(missing);
  await Promise.all([...known].filter((url) => !urls.includes(url)).map((url) => cache.delete(url)));
}

export {};
