import type { z } from 'zod';
import { API_PREFIX } from '../../../src/contract/api/prefix.js';
import { ProblemDetails } from '../../../src/contract/errors.js';
import { takeEarly } from './early.js';
import { Problem } from './problem.js';
import { proveNow } from './proof.js';

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/** What a list is asked for. */
export type Query = Record<string, string | number | boolean | undefined>;

/** A path with its query; empty values are left out. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

let firstAnswer: string | undefined;

/** When the hub gave this page its first answer, by the hub's clock: what changed before is in all answers since. */
export const firstAnswerAt = (): string | undefined => firstAnswer;

async function send(path: string, call: Call): Promise<Response> {
  const method = call.method ?? 'GET';
  const headers = { accept: 'application/json', 'accept-language': document.documentElement.lang };
  const init: RequestInit = { method, credentials: 'same-origin', headers };
  if (call.signal !== undefined) init.signal = call.signal;
  if (call.keepalive === true) init.keepalive = true;
  if (method !== 'GET') {
    // The hub takes this header as proof that a page of its own asked: another site's form cannot send it.
    init.headers = { ...headers, 'content-type': 'application/json' };
    if (call.body !== undefined) init.body = JSON.stringify(call.body);
  }
  try {
    const early = method === 'GET' ? await takeEarly(path) : undefined;
    const answer = early ?? (await fetch(`${API_PREFIX}${path}`, init));
    firstAnswer ??= answer.headers.get('date') ?? undefined;
    return answer;
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    throw new Problem('network', undefined, { cause: error });
  }
}

/** The problem that an answer outside 2xx carries; a proxy's own page is `unavailable` or unexpected. */
export function problemOf(status: number, body: string): Problem {
  const details = ProblemDetails.safeParse(parseJson(body));
  if (details.success) return new Problem(details.data.code, details.data);
  if (status === 413) return new Problem('file_too_large');
  return new Problem(status >= 502 && status <= 504 ? 'unavailable' : 'unexpected_answer');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Parses an answer's body with the contract; a hub of another version is told apart from a network failure. */
export function parseAnswer<T>(schema: z.ZodType<T>, body: string): T {
  const answer = schema.safeParse(parseJson(body));
  if (answer.success) return answer.data;
  throw new Problem('unexpected_answer', undefined, { cause: answer.error });
}

/** One call of the API. Rejects with a {@link Problem}. */
export async function call<T>(schema: z.ZodType<T>, path: string, options: Call = {}): Promise<T> {
  return parseAnswer(schema, await (await sendProven(path, options)).text());
}

/** What needs a fresh password is sent again once it was given. */
async function sendProven(path: string, options: Call): Promise<Response> {
  const response = await send(path, options);
  if (response.ok) return response;
  const problem = problemOf(response.status, await response.text());
  if (problem.code !== 'proof_required' || !(await proveNow())) throw problem;
  const again = await send(path, options);
  if (!again.ok) throw problemOf(again.status, await again.text());
  return again;
}

/** A call that answers 204. */
export async function callVoid(path: string, options: Call): Promise<void> {
  await sendProven(path, options);
}

/** A file to be saved under the name that the hub gives it. */
export async function callFile(path: string): Promise<{ name: string; content: Blob }> {
  const response = await send(path, {});
  if (!response.ok) throw problemOf(response.status, await response.text());
  const [, name] = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  if (name === undefined) throw new Problem('unexpected_answer');
  return { name, content: await response.blob() };
}
