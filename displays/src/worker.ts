import { Shell } from './worker/shell.js';

/** What of the service worker's world is used here; the compiler knows the page's only. */
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent & Lasting) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; get(id: string): Promise<WindowClient | undefined> };
}
interface WindowClient {
  url: string;
  navigate(url: string): Promise<unknown>;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Lasting {
  request: Request;
  resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
}
declare const self: WorkerScope;

/** A new build that has not drawn anything after this time is given up. */
const paintWithinMs = 30_000;

const shell = new Shell(caches, (input, init) => fetch(input, init));
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('message', (event) => {
  const { painted, files, newer } = event.data as { painted?: unknown; files?: unknown; newer?: unknown };
  if (typeof painted === 'string' && Array.isArray(files))
    event.waitUntil(shell.painted(painted, files.map(String)));
  const [port] = event.ports;
  if (newer !== undefined && port)
    event.waitUntil(
      shell.hasNewer().then(
        (answer) => {
          port.postMessage(answer);
        },
        () => {
          port.postMessage(false);
        },
      ),
    );
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (pathname.startsWith('/display/assets/'))
    event.respondWith(shell.asset(request).catch(() => fetch(request)));
});

/** Whatever goes wrong in here, the hub's own answer is what a page without a worker would get. */
async function page(event: FetchEvent): Promise<Response> {
  try {
    const { answer, trying } = await shell.page();
    if (trying !== undefined) event.waitUntil(giveUp(trying, event.resultingClientId));
    return answer;
  } catch {
    return fetch(event.request);
  }
}

/** Goes back to the build that is kept when the new one has drawn nothing in time. */
async function giveUp(id: string, clientId: string): Promise<void> {
  await later(paintWithinMs);
  if (!(await shell.giveUp(id))) return;
  const client = await self.clients.get(clientId);
  await client?.navigate(client.url);
}
