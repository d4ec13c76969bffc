import { signNotice } from '../signature.js';
import { outletOf } from './outlets.js';
import type { Mail, MailStore } from './store.js';

const RETRY_MS = 3_000;

/** Plays the office's mail gateway: tells the hub of each message that came back, until the hub has taken it. */
export class Bounces {
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: MailStore,
    private readonly hubPublicUrl: string,
    private readonly now: () => Date,
    /** Where an outlet's notices go; below the hub's public origin by default. */
    private readonly addressOf: (slug: string) => string = (slug) => `${hubPublicUrl}/press/${slug}/bounce`,
  ) {}

  /** Tells what is open now, and tries again later what was not taken. */
  tell(): Promise<void> {
    this.#telling = this.#telling.then(() => this.#tellAll());
    return this.#telling;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #tellAll(): Promise<void> {
    const open = this.store.state.mails.filter(({ bounce }) => bounce && bounce.toldAt === undefined);
    for (const mail of open) await this.#tellOne(mail);
    clearTimeout(this.#timer);
    if (open.some(({ bounce }) => bounce?.toldAt === undefined))
      this.#timer = setTimeout(() => void this.tell(), RETRY_MS).unref();
  }

  async #tellOne(mail: Mail): Promise<void> {
    const slug = outletOf(mail.to)?.slug;
    if (slug === undefined) return this.#note(mail, 'no outlet has this address', true);
    const body = JSON.stringify({
      messageId: mail.messageId,
      status: '5.1.1',
      diagnostic: `550 5.1.1 <${mail.to}>: mailbox unavailable (drill)`,
    });
    const time = String(Math.floor(this.now().getTime() / 1000));
    try {
      const answer = await fetch(this.addressOf(slug), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-press-time': time,
          'x-press-signature': signNotice(time, body, this.store.state.bounceSecret),
        },
        body,
        signal: AbortSignal.timeout(5_000),
      });
      await this.#note(mail, `${String(answer.status)} ${(await answer.text()).trim()}`, answer.status < 500);
    } catch (error) {
      await this.#note(mail, error instanceof Error ? error.message : String(error), false);
    }
  }

  #note(mail: Mail, answer: string, final: boolean): Promise<void> {
    mail.bounce = final ? { answer, toldAt: this.now().toISOString() } : { answer };
    return this.store.save();
  }
}
