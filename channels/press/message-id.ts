import type { What } from './journal.js';

/** Which message of which item this is, as its Message-ID says. */
export interface MessageName {
  key: string;
  what: What;
  contact: string;
}

/** The Message-ID without brackets: the same for a repeat, so that it can be told as one. */
export const messageId = ({ key, what, contact }: MessageName, senderAddress: string): string =>
  `${key}.${what}.${contact}@${senderAddress.split('@').at(-1) ?? 'localhost'}`;

/** Reads what `messageId` wrote, with or without brackets; undefined for anybody else's message. */
export function readMessageId(id: string): MessageName | undefined {
  const [, key = '', what = '', contact = ''] =
    /^<?([0-9a-f-]{36})\.(v[1-9]\d{0,5}|recall)\.([0-9a-f]{16})@[^\s<>]+>?$/.exec(id.trim()) ?? [];
  return key === '' ? undefined : { key, what: what as What, contact };
}
