import { newId, plainCode } from '../../../src/platform/ids.js';
import type { Visitor } from '../support/web-hub.js';
import { told } from './belongings.js';
import type { OfficeAtWork } from './office-at-work.js';
import { kinds } from './probes.js';

export interface Asked {
  status: number;
  /** An error's stable code. */
  code: unknown;
  text: string;
  /** Which of the secrets the answer tells that the question did not. */
  told: string[];
}

/** Asks, and looks for what must not be told in the answer. */
export async function ask(
  who: Visitor,
  method: string,
  path: string,
  secrets: readonly string[],
  body?: unknown,
): Promise<Asked> {
  const { status, text, json } = await who.call(method, path, body === undefined ? {} : { body });
  const question = `${decodeURIComponent(path)} ${JSON.stringify(body ?? null)}`;
  return { status, code: json['code'], text, told: told(secrets, text, question) };
}

/** The things of an office that stand in a route's places; `which` chooses among them. */
export function thingsIn(path: string, office: OfficeAtWork, which = 0): string[] {
  const parts = path.split('/');
  return parts.flatMap((part, index) => {
    if (!part.startsWith(':')) return [];
    // A path that goes on may be about one sort of the thing alone.
    const kind =
      kinds[`${parts[index - 1] ?? ''}/${parts[index + 1] ?? ''}`] ?? kinds[parts[index - 1] ?? ''];
    const ids = kind ? office.owned[kind] : [];
    return ids[which % ids.length] ?? '';
  });
}

/** Things of the same kinds that nobody has. */
export const nobodys = (things: readonly string[]): string[] =>
  things.map((thing) => {
    if (thing.startsWith('sha256:')) return `sha256:${'0'.repeat(64)}`;
    return /^[A-Z0-9]{12}$/.test(thing) ? plainCode(12) : newId();
  });

/** A route's path with these things in its places. */
export function filled(path: string, things: readonly string[]): string {
  const left = [...things];
  return path.replaceAll(/:\w+/g, () => encodeURIComponent(left.shift() ?? ''));
}

/** An answer without what differs between any two: the request's id, and the things that were asked for. */
export function plain({ status, text }: Asked, things: readonly string[]): [number, string] {
  const same = things.reduce((left, thing) => left.replaceAll(thing, '·'), text);
  return [status, same.replace(/"requestId":"[^"]*"/, '')];
}
