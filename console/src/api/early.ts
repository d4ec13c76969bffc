import { API_PREFIX } from '../../../src/contract/api/prefix.js';

const asked = new Map<string, Promise<Response>>();

/** Asks for a path before the script that will want the answer is there. */
export function askEarly(path: string): void {
  const answer = fetch(API_PREFIX + path, {
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'accept-language': document.documentElement.lang },
  });
  // What went wrong is told to whoever takes it.
  answer.catch(() => undefined);
  asked.set(path, answer);
}

/** What was asked for early, once. */
export function takeEarly(path: string): Promise<Response> | undefined {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}
