import { MailFailure, type Ctx, type MailServer } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import { PressError } from './errors.js';
import { Journal, type Entry, type What } from './journal.js';
import { linkSecret, linkToken } from './links.js';
import type { Letter, LetterFacts } from './mailing.js';
import { messageId } from './message-id.js';
import type { Recipient } from './record.js';
import type { PressSettings } from './settings.js';

export type PressCtx = Ctx<PressSettings>;

/** A run has 45 s; what is not sent by then goes in the next one. Milliseconds. */
const RUN_BUDGET = 20_000;
const MINUTE = 60_000;
/** Greylisting servers want a new try after some minutes; one that defers for a day never will. */
const DEFER_WAIT = { first: 5 * MINUTE, most: 60 * MINUTE, giveUp: 24 * 60 * MINUTE };
const WORDS = 300;

/** Writes to each recipient once; `letterFor` says what. Rejects when some have to wait for another run. */
export async function sendAll(
  ctx: PressCtx,
  what: What,
  recipients: readonly Recipient[],
  letterFor: (recipient: Recipient, facts: LetterFacts) => Letter,
): Promise<void> {
  const journal = new Journal(ctx.state, ctx.item.key);
  const secret = await linkSecret(ctx);
  const started = ctx.now().getTime();
  let deferred: PressError | undefined;
  for (const recipient of await toDo(journal, what, recipients)) {
    ctx.signal.throwIfAborted();
    if (ctx.now().getTime() - started > RUN_BUDGET) throw moreToSend(ctx);
    const letter = letterFor(recipient, letterFacts(ctx, recipient, secret));
    try {
      await ctx.step(`${what}-${recipient.id}`, () => sendOne(ctx, journal, what, recipient, letter));
    } catch (error) {
      if (!(error instanceof PressError) || error.notBefore === undefined) throw error;
      deferred = laterOf(deferred, error);
    }
  }
  if (deferred) throw deferred;
}

/**
 * Who is still to be written to. Where a run died while a server was being spoken to, or a server fell silent behind the
 * message's end, nobody knows whether that message left: it is not sent again as long as others were never begun. Once
 * all were begun, only a person's decision leads to another run.
 */
async function toDo(journal: Journal, what: What, recipients: readonly Recipient[]): Promise<Recipient[]> {
  const entries = await Promise.all(
    recipients.map(async (recipient) => ({ recipient, entry: await journal.read(what, recipient.id) })),
  );
  const never = entries.filter(({ entry }) => entry.state === 'none' || entry.state === 'deferred');
  const doubtful = entries.filter(({ entry }) => entry.state === 'trying' || entry.state === 'uncertain');
  return (never.length > 0 ? never : doubtful).map(({ recipient }) => recipient);
}

async function sendOne(
  ctx: PressCtx,
  journal: Journal,
  what: What,
  recipient: Recipient,
  letter: Letter,
): Promise<Json> {
  const { settings, item } = ctx;
  const before = await journal.read(what, recipient.id);
  const id = messageId({ key: item.key, what, contact: recipient.id }, settings.senderAddress);
  await journal.write(what, recipient.id, { state: 'trying', at: ctx.now().toISOString() });
  try {
    const { response } = await ctx.mail(serverOf(settings), {
      from: { name: settings.senderName, address: settings.senderAddress },
      to: { name: recipient.name, address: recipient.address },
      replyTo: settings.replyTo,
      messageId: id,
      ...letter,
    });
    return await keep({ state: 'taken', at: ctx.now().toISOString(), messageId: id, words: cut(response) });
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error;
    const entry = afterFailure(error, before, id, ctx.now());
    if (entry) await keep(entry);
    else await journal.write(what, recipient.id, before);
    if (entry?.state === 'deferred') throw deferral(entry, ctx.now());
    if (!entry) throw error;
    return entry;
  }

  async function keep<E extends Entry>(entry: E): Promise<E> {
    await journal.write(what, recipient.id, entry);
    return entry;
  }
}

/** Replies about our log-in concern all recipients: undefined, as for everything that never reached the server. */
function afterFailure(
  { sent, code, message }: MailFailure,
  before: Entry,
  id: string,
  now: Date,
): Exclude<Entry, { state: 'trying' | 'none' | 'taken' }> | undefined {
  const words = cut(message);
  const at = now.toISOString();
  if (sent) return { state: 'uncertain', at, messageId: id, words };
  if (code === undefined || [530, 534, 535, 538].includes(code)) return undefined;
  if (code >= 500) return { state: 'refused', at, code, words };
  const since = before.state === 'deferred' ? before.since : at;
  if (now.getTime() - new Date(since).getTime() > DEFER_WAIT.giveUp)
    return { state: 'refused', at, code, words };
  return { state: 'deferred', since, times: before.state === 'deferred' ? before.times + 1 : 1, words };
}

function deferral({ times, words }: Extract<Entry, { state: 'deferred' }>, now: Date): PressError {
  const wait = Math.min(DEFER_WAIT.first * 2 ** (times - 1), DEFER_WAIT.most);
  return new PressError(
    'retry',
    {
      zh: `对方邮件服务器要求稍后再发（${words}），将自动重发。`,
      en: `The outlet’s mail server asks to be tried again later (${words}); this happens by itself.`,
    },
    new Date(now.getTime() + wait),
  );
}

const moreToSend = (ctx: PressCtx): PressError =>
  new PressError('retry', { zh: '联系人较多，正在分批发送。', en: 'Sending in several turns.' }, ctx.now());

const laterOf = (one: PressError | undefined, other: PressError): PressError =>
  (one?.notBefore?.getTime() ?? 0) > (other.notBefore?.getTime() ?? 0) && one ? one : other;

const cut = (words: string): string => words.replace(/\s+/g, ' ').trim().slice(0, WORDS);

function serverOf({ smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword }: PressSettings): MailServer {
  const user = smtpUser === '' ? undefined : smtpUser;
  return { host: smtpHost, port: smtpPort, security: smtpSecurity, user, password: smtpPassword };
}

function letterFacts(ctx: PressCtx, recipient: Recipient, secret: Uint8Array): LetterFacts {
  const { baseUrl, item, target, office, settings } = ctx;
  const token = linkToken({ announcementId: item.announcementId, contactId: recipient.id }, secret);
  return {
    to: recipient.name,
    outlet: target.name,
    office: office.name,
    link: `${needBase(baseUrl)}/p/${token}`,
    drill: settings.drill,
  };
}

/** Where links lead. Rejects for a target without a public address. */
export function needBase(baseUrl: string | undefined): string {
  if (baseUrl !== undefined) return baseUrl;
  throw new PressError('reject', {
    zh: '没有公开网址，链接无处可指。请管理员设置 HUB_PUBLIC_URL。',
    en: 'There is no public address for links; set HUB_PUBLIC_URL.',
  });
}
