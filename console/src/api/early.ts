import { API_PREFIX } from '../../../src/contract/api/prefix.js';

/** So long an answer that was asked for early is as good as one that is asked for now, in milliseconds. */
const FRESH_MS = 10_000;

const asked = new Map<string, Promise<Response | undefined>>();

function send(path: string): Promise<Response> {
  return fetch(API_PREFIX + path, {
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'accept-language': document.documentElement.lang },
  });
}

/** Keeps an answer for whoever takes it; what went wrong is asked again by them, and said by them. */
function keep(path: string, answer: Promise<Response | undefined>): Promise<Response | undefined> {
  const kept = answer.catch(() => undefined);
  asked.set(path, kept);
  window.setTimeout(() => {
    if (asked.get(path) === kept) asked.delete(path);
  }, FRESH_MS);
  return kept;
}

/** Asks for a path, unless that was done, before the script that will want the answer is there. Never rejects. */
export const askEarly = (path: string): Promise<Response | undefined> =>
  asked.get(path) ?? keep(path, send(path));

/** Asks for several in one request. */
export function askTogether(paths: readonly string[]): void {
  if (paths.length < 2) {
    for (const path of paths) void askEarly(path);
    return;
  }
  const together = send(`/reads?${new URLSearchParams(paths.map((path) => ['path', path])).toString()}`).then(
    async (answer) =>
      answer.ok ? ((await answer.json()) as { answers?: { status: number; body: unknown }[] }) : {},
  );
  for (const [index, path] of paths.entries()) {
    const own = together.then(({ answers }) => {
      const { status, body } = answers?.[index] ?? {};
      return status === undefined ? undefined : Response.json(body, { status });
    });
    void keep(path, own);
  }
}

/** What was asked for early, once; undefined if it was not, or did not come. */
export function takeEarly(path: string): Promise<Response | undefined> | undefined {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}
