import { z } from 'zod';
import type { TargetCtx } from '../../src/contract/channel.js';
import { Journal } from './journal.js';
import { contactId } from './links.js';
import { readMessageId } from './message-id.js';
import { bouncedReport } from './reports.js';
import { plainAnswer } from './respond.js';
import type { PressSettings } from './settings.js';
import { isSigned } from './signature.js';

const MAX_BODY = 16 * 1024;

/** What the office's mail gateway says about a message that came back (RFC 3464: status and diagnostic). */
const BounceNotice = z.object({
  /** The bounced message's own, with or without brackets. */
  messageId: z.string().max(400),
  /** `5.1.1`; only 5.x.x means that it will never arrive. */
  status: z.string().regex(/^[245]\.\d{1,3}\.\d{1,3}$/),
  diagnostic: z.string().max(1_000).default(''),
});

/**
 * A bounce notice, signed: `x-press-time` (seconds) and `x-press-signature`. It is stored and sets nothing by itself.
 * Sent again, it changes nothing.
 */
export async function serveBounce(request: Request, ctx: TargetCtx<PressSettings>): Promise<Response> {
  const { bounceSecret } = ctx.settings;
  if (bounceSecret === undefined) return plainAnswer(404, 'bounce notices are not set up for this outlet');
  const body = await request.text();
  if (body.length > MAX_BODY) return plainAnswer(413, 'too long');
  const time = request.headers.get('x-press-time') ?? '';
  const signature = request.headers.get('x-press-signature') ?? '';
  if (!isSigned({ time, signature, body }, bounceSecret, ctx.now()))
    return plainAnswer(401, 'the signature or its time is wrong');
  const notice = BounceNotice.safeParse(parseJson(body)).data;
  if (!notice) return plainAnswer(400, 'the notice does not have the expected shape');
  return take(notice, ctx);
}

async function take(
  { messageId, status, diagnostic }: z.infer<typeof BounceNotice>,
  ctx: TargetCtx<PressSettings>,
): Promise<Response> {
  const name = readMessageId(messageId);
  const entry = name && (await new Journal(ctx.state, name.key).read(name.what, name.contact));
  if (!name || entry?.state === 'none') return plainAnswer(404, 'no message of ours has this id');
  if (!status.startsWith('5')) return plainAnswer(202, 'not final, nothing to do');
  const who = ctx.settings.contacts.find(({ address }) => contactId(address) === name.contact);
  const words = [status, diagnostic.replace(/\s+/g, ' ').trim().slice(0, 300)].filter(Boolean).join(' ');
  await ctx.wake(
    name.key,
    bouncedReport(name.key, { id: name.contact, name: who?.name ?? '联系人' }, name.what, words),
  );
  return plainAnswer(202, 'noted');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
