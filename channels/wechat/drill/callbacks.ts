import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { encrypt, signatureOf } from '../crypto.js';
import { cdata } from '../xml.js';
import type { Platform } from './platform.js';
import { detailOf } from './publishing.js';
import { randomText, type Job } from './state.js';

const TRIES = 3;
const TIMEOUT_MS = 5_000;

/** One callback that was sent, or could not be: for the control page. */
export interface Sent {
  at: number;
  publishId: string;
  event: string;
  attempt: number;
  /** The HTTP status, or why there was none. */
  answer: string;
}

/** Tells the hub what came of publications, encrypted, at most three times each (sections 6.3 to 6.5). */
export class Callbacks {
  readonly sent: Sent[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #ending = new AbortController();

  constructor(
    private readonly platform: Platform,
    private readonly url: string | undefined,
    private readonly pauseMs: number,
  ) {}

  /** Sends what is to be told about a job, with the troubles that were ordered. Returns at once. */
  tell(job: Job): void {
    if (this.url === undefined) return;
    const { faults } = this.platform;
    if (faults.take('callbackNever')) return;
    const event = faults.take('callbackRenamed') ? 'FREEPUBLISHJOBFINISH' : 'PUBLISHJOBFINISH';
    const late = faults.take('callbackLate')?.ms ?? 0;
    const body = this.#messageOf(job, event);
    this.#run(this.#deliver(job, event, body, late));
    if (faults.take('callbackTwice')) this.#run(this.#deliver(job, event, body, late));
  }

  /** Resolves when nothing is on its way any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Gives up what is on its way. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.idle();
  }

  #run(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #deliver(job: Job, event: string, message: string, late: number): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const pause = attempt === 1 ? late : this.pauseMs;
      const isOver = await wait(pause, false, { signal: this.#ending.signal }).catch(() => true);
      if (isOver) return;
      const answer = await this.#post(message);
      this.sent.unshift({ at: this.platform.now(), publishId: job.publishId, event, attempt, answer });
      this.sent.splice(100);
      if (answer === '200') return;
    }
  }

  async #post(message: string): Promise<string> {
    try {
      const { url, body } = this.#sealed(message);
      const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const headers = { 'content-type': 'text/xml' };
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      const text = await response.text();
      return response.status === 200 && text !== 'success' && text !== ''
        ? `200 ${text.slice(0, 40)}`
        : String(response.status);
    } catch (error) {
      return error instanceof Error
        ? error.cause instanceof Error
          ? error.cause.message
          : error.message
        : 'failed';
    }
  }

  /** Address and body in safe mode, or with an ordered fault. */
  #sealed(message: string): { url: URL; body: string } {
    const { store, faults, now } = this.platform;
    const { token, encodingAESKey, appId, ghId } = store.state.account;
    const timestamp = String(Math.floor(now() / 1_000));
    const nonce = String(randomBytes(4).readUInt32BE());
    const url = new URL(this.url ?? '');
    const query = {
      signature: signatureOf(token, timestamp, nonce),
      timestamp,
      nonce,
      openid: 'oV5CrjpxgaGXNHIQigzNlgLTnwic',
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    if (faults.take('callbackPlain')) return { url, body: message };
    const account = faults.take('callbackWrongAppId') ? 'wx0000000000000000' : appId;
    const sealed = encrypt(message, encodingAESKey, account);
    const isBad = faults.take('callbackBadSignature') !== undefined;
    url.searchParams.set('encrypt_type', 'aes');
    url.searchParams.set(
      'msg_signature',
      signatureOf(isBad ? randomText(8) : token, timestamp, nonce, sealed),
    );
    return {
      url,
      body: `<xml><ToUserName>${cdata(ghId)}</ToUserName><Encrypt>${cdata(sealed)}</Encrypt></xml>`,
    };
  }

  /** Section 13.6; the official sample has a line break in the article's id. */
  #messageOf(job: Job, event: string): string {
    const { ghId } = this.platform.store.state.account;
    const items = detailOf(this.platform, job);
    const id = job.articleId ?? '';
    const detail =
      job.status === 0
        ? `<article_id>${cdata(`${id.slice(0, 30)}\n${id.slice(30)}`)}</article_id><article_detail><count>${String(items.length)}</count>${items
            .map(
              (item) =>
                `<item><idx>${String(item.idx)}</idx><article_url>${cdata(item.article_url)}</article_url></item>`,
            )
            .join('')}</article_detail>`
        : '';
    const failed = job.status === 2 || job.status === 4 ? '<fail_idx>1</fail_idx>' : '';
    return (
      `<xml><ToUserName>${cdata(ghId)}</ToUserName><FromUserName>${cdata('oV5CrjpxgaGXNHIQigzNlgLTnwic')}</FromUserName>` +
      `<CreateTime>${String(Math.floor(this.platform.now() / 1_000))}</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata(event)}</Event>` +
      `<PublishEventInfo><publish_id>${job.publishId}</publish_id><publish_status>${String(job.status)}</publish_status>${detail}${failed}</PublishEventInfo></xml>`
    );
  }
}
