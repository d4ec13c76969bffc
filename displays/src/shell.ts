import { fontFiles } from './stage/fonts.js';

const workerUrl = '/display/worker.js';
const answerWithinMs = 10_000;

/** This build's name: the script that the page began with carries its content's hash. */
export const build = new URL(import.meta.url).pathname.split('/').pop() ?? '';

/**
 * Lets the service worker keep the player itself, so that a reload without network finds it, and puts back what the
 * browser threw away of it. To be called once the page has drawn something: a build that never did does not replace
 * one that did.
 */
export async function keepShell(): Promise<void> {
  const worker = await ownWorker();
  worker?.postMessage({ painted: build, files: ownFiles() });
}

/** The worker that runs now: the one that `ready` once named is gone when the browser has emptied the store. */
async function ownWorker(): Promise<ServiceWorker | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  const { active, waiting, installing } = await navigator.serviceWorker.register(workerUrl, {
    scope: '/display/',
  });
  if (active) return active;
  const coming = installing ?? waiting;
  if (coming && coming.state !== 'activated')
    await new Promise<void>((resolve) => {
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated' || coming.state === 'redundant') resolve();
      });
    });
  return coming ?? undefined;
}

/** Whether the hub has another build that may be tried. */
export async function newerShell(): Promise<boolean> {
  const worker = await ownWorker();
  if (!worker) return false;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => {
      resolve(data === true);
    };
    setTimeout(() => {
      resolve(false);
    }, answerWithinMs);
  });
  worker.postMessage({ newer: build }, [port2]);
  return answer;
}

function ownFiles(): string[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const own = loaded.filter((name) => name.startsWith(`${location.origin}/display/assets/`));
  return [`${location.origin}/display/`, ...new Set([...own, ...fontFiles])];
}
