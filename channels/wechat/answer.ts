import { Buffer } from 'node:buffer';
import { z, type ZodType } from 'zod';
import type { HttpAnswer } from '../../src/contract/channel.js';
import { refused, unreadable, type Asked } from './errors.js';

/** Ids that come as numbers have more digits than a number holds; a quote before the name means that it is in a text. */
const bareId = /(?<!\\)"((?:publish|article|media|msg|msg_data)_id)"(\s*:\s*)(\d+)/g;

/** Control characters stand unescaped in some answers that repeat an author's text. */
const controls = /\p{Cc}/gu;

/** The JSON of an answer whatever its content type says; ids are strings. @throws SyntaxError when it is none */
export function readJson(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(controls, ' ');
  return JSON.parse(text.replace(bareId, '"$1"$2"$3"'));
}

/** An id as the platform writes it: a string or a number. */
export const OutsideId = z.union([z.string(), z.number()]).transform(String);

const Refusal = z.object({ errcode: z.coerce.number(), errmsg: z.string().default('') });

/**
 * What was asked for. A call has failed when there is an `errcode` other than 0 (section 0.2).
 * @throws WechatError
 */
export function readAnswer<T>(answer: HttpAnswer, schema: ZodType<T>, asked: Asked): T {
  if (answer.status !== 200) throw unreadable(`HTTP ${String(answer.status)}`, asked);
  const json = jsonOf(answer, asked);
  const refusal = Refusal.safeParse(json);
  if (refusal.success && refusal.data.errcode !== 0)
    throw refused(refusal.data.errcode, refusal.data.errmsg, asked);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw unreadable('an answer without what was asked for', asked, parsed.error);
  return parsed.data;
}

function jsonOf(answer: HttpAnswer, asked: Asked): unknown {
  try {
    return readJson(answer.body);
  } catch (error) {
    throw unreadable('an answer that is not JSON', asked, error);
  }
}
