import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { HookEvent, HookKind } from '../../contract/api.js';
import { sentence, type Said } from '../words.js';

/** Where a hook is called and what guards it. `secret`: 钉钉's 加签密钥 as it is, or `whsec_` and base64 of the key. */
export interface Place {
  url: string;
  secret?: string | undefined;
}

/** One thing to be said, with the page about it. */
export interface Item extends Said {
  id: string;
  link: string;
  event: HookEvent;
}

export interface Call {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What one call takes over: a program one event, a robot as many lines as fit into its message. */
export const perCall: Record<HookKind, number> = { wecom: 8, dingtalk: 8, generic: 1 };

/** The call that says these things, at `now` (milliseconds since 1970). */
export function callOf(kind: HookKind, place: Place, items: readonly Item[], now: number): Call {
  if (kind === 'wecom') return wecom(place, items);
  if (kind === 'dingtalk') return dingtalk(place, items, now);
  const [item] = items;
  if (!item || items.length > 1)
    throw new Error(`a program is sent one event at a time, not ${items.length}`);
  return standard(place, item, now);
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** 企业微信群机器人, message type markdown. Written from memory of its manual: text of at most 4,096 bytes. */
function wecom({ url }: Place, items: readonly Item[]): Call {
  const body = { msgtype: 'markdown', markdown: { content: lines(items) } };
  return { url, headers: json, body: JSON.stringify(body) };
}

/**
 * 钉钉自定义机器人, message type markdown. Written from memory of its manual: with 加签, the address carries the time in
 * milliseconds and base64 of HMAC-SHA256 over the time, a line feed and the secret, keyed with the secret.
 */
function dingtalk({ url, secret }: Place, items: readonly Item[], now: number): Call {
  const body = { msgtype: 'markdown', markdown: { title: '通播通知', text: lines(items) } };
  const signed = new URL(url);
  if (secret !== undefined) {
    signed.searchParams.set('timestamp', String(now));
    signed.searchParams.set(
      'sign',
      createHmac('sha256', secret)
        .update(`${String(now)}\n${secret}`)
        .digest('base64'),
    );
  }
  return { url: signed.href, headers: json, body: JSON.stringify(body) };
}

/** As the Standard Webhooks specification 1.0.0 signs: HMAC-SHA256 over id, seconds and body, joined by dots. */
function standard({ url, secret = '' }: Place, { id, event }: Item, now: number): Call {
  const body = JSON.stringify(event);
  const seconds = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    url,
    headers: {
      ...json,
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

const lines = (items: readonly Item[]): string =>
  items.map((item) => `- [${plain(sentence(item))}](${item.link})`).join('\n');

/** Nothing that somebody typed becomes a link, a mention or a heading. */
const plain = (text: string): string => text.replaceAll(/[[\]()<>`*_#~|\\@]/g, ' ').replaceAll(/\s+/g, ' ');

/** How a call ended. `gone`: the other side wants no more of them, ever. */
export interface Ending {
  ok: boolean;
  gone?: boolean;
  words: string;
}

const RobotAnswer = z.object({ errcode: z.int(), errmsg: z.string().default('') });

/** What an answer means. A robot answers 200 to everything and says in the body how it went. */
export function endingOf(kind: HookKind, status: number, body: string): Ending {
  const fine = status >= 200 && status < 300;
  if (kind === 'generic') return { ok: fine, gone: status === 410, words: `HTTP ${status}` };
  if (!fine) return { ok: false, words: `HTTP ${status}` };
  const answer = RobotAnswer.safeParse(parsed(body));
  if (!answer.success) return { ok: false, words: `HTTP ${status}, but no robot’s answer` };
  const { errcode, errmsg } = answer.data;
  return { ok: errcode === 0, words: `${errcode} ${errmsg}`.trim().slice(0, 200) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address as people may see it: a robot's key stands in its query, a program's may stand in its path. */
export function shownPlace(kind: HookKind, url: string): string {
  const { origin, pathname } = new URL(url);
  if (kind !== 'generic') return `${origin}${pathname}`;
  return pathname === '/' ? origin : `${origin}/…`;
}
