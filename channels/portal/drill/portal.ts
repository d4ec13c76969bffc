import type { Submission, Status } from '../protocol.js';
import type { Callbacks } from './callbacks.js';
import type { Article, Behaviour, Entry, Memory, PortalState } from './state.js';

/** How a portal introduces itself. */
export interface Identity {
  slug: string;
  name: string;
  english: string;
  mode: 'handoff' | 'interface';
  colour: string;
  contact: string;
}

export interface PortalOptions {
  identity: Identity;
  memory: Memory;
  origin: string;
  now: () => Date;
  callbacks: Callbacks;
}

/** What the editors of one portal can do, and what happens to submissions. Every change is on the disk when it resolves. */
export class Portal {
  readonly identity: Identity;
  readonly origin: string;
  readonly now: () => Date;
  readonly #memory: Memory;
  readonly #callbacks: Callbacks;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor({ identity, memory, origin, now, callbacks }: PortalOptions) {
    this.identity = identity;
    this.origin = origin;
    this.now = now;
    this.#memory = memory;
    this.#callbacks = callbacks;
    for (const id of Object.keys(this.state.entries)) this.#later(id);
  }

  get state(): PortalState {
    return this.#memory.portal(this.identity.slug);
  }

  get entries(): Entry[] {
    return Object.values(this.state.entries).sort((a, b) => (a.status.at < b.status.at ? 1 : -1));
  }

  entry(id: string): Entry | undefined {
    return this.state.entries[id];
  }

  address({ number, publishedAt }: Pick<Article, 'number' | 'publishedAt'>): string {
    const [year, month, day] = publishedAt.slice(0, 10).split('-');
    return `${this.origin}/art/${String(year)}/${String(month)}/${String(day)}/art_${String(number)}.html`;
  }

  async behave(change: Partial<Behaviour>): Promise<void> {
    Object.assign(this.state.behaviour, change);
    for (const id of Object.keys(this.state.entries)) this.#later(id);
    await this.#memory.save();
  }

  /** Puts a page on the public site, as an editor who pastes it in does. */
  async publish(
    article: Pick<Article, 'title' | 'html' | 'source' | 'metadata' | 'files'>,
  ): Promise<Article> {
    const number = 1001 + this.state.articles.length;
    const published: Article = { ...article, number, publishedAt: this.now().toISOString(), state: 'public' };
    this.state.articles.push(published);
    await this.#memory.save();
    return published;
  }

  async removeArticle(number: number): Promise<void> {
    const article = this.state.articles.find((one) => one.number === number);
    if (article) article.state = 'removed';
    await this.#memory.save();
  }

  /** Takes a submission whose id is new. */
  async take(submission: Submission): Promise<Entry> {
    const { id } = submission;
    const entry: Entry = { submission, status: this.#status(id, { state: 'submitted' }) };
    this.state.entries[id] = entry;
    await this.#changed(id);
    return entry;
  }

  async adopt(id: string): Promise<void> {
    const entry = this.state.entries[id];
    const submission = entry?.submission;
    if (!submission || entry.status.state !== 'submitted') return;
    const { title, html, office, metadata, files } = submission;
    const article = await this.publish({
      title,
      html: html.replace(/asset:sha256:([0-9a-f]{64})/g, '/files/$1'),
      source: office.name,
      metadata: metadata.map(({ label, value }) => ({ label, value })),
      files: files.filter(({ role }) => role === 'attachment'),
    });
    entry.article = article.number;
    entry.status = this.#status(id, { state: 'adopted', url: this.address(article) });
    await this.#changed(id);
  }

  async giveBack(id: string, reason: string): Promise<void> {
    const entry = this.state.entries[id];
    if (entry?.status.state !== 'submitted') return;
    entry.status = this.#status(id, { state: 'returned', reason });
    await this.#changed(id);
  }

  /** Takes the article down, or keeps one that never came out from ever doing so. */
  async withdraw(id: string): Promise<void> {
    const entry = this.state.entries[id];
    if (!entry || entry.status.state === 'withdrawn') return;
    if (entry.article !== undefined) await this.removeArticle(entry.article);
    const { url } = entry.status;
    entry.status = this.#status(id, { state: 'withdrawn', ...(url === undefined ? {} : { url }) });
    await this.#changed(id);
  }

  /** The hub asks. What is not out yet, or never arrived, is withdrawn at once; what is public waits for an editor. */
  async requestWithdrawal(id: string): Promise<Entry> {
    const entry = (this.state.entries[id] ??= { status: this.#status(id, { state: 'withdrawn' }) });
    if (entry.status.state === 'submitted' || entry.status.state === 'returned') await this.withdraw(id);
    if (entry.status.state === 'adopted' && !entry.status.withdrawalRequested) {
      entry.status = { ...entry.status, withdrawalRequested: true, at: this.now().toISOString() };
      await this.#changed(id);
    }
    await this.#memory.save();
    return entry;
  }

  keepFile(content: Uint8Array): Promise<string> {
    return this.#memory.keepFile(content);
  }

  readFile(digits: string): Promise<Buffer> {
    return this.#memory.readFile(digits);
  }

  save(): Promise<void> {
    return this.#memory.save();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #status(id: string, facts: Omit<Status, 'id' | 'at'>): Status {
    return { id, ...facts, at: this.now().toISOString() };
  }

  async #changed(id: string): Promise<void> {
    await this.#memory.save();
    const entry = this.state.entries[id];
    const { identity, state, now } = this;
    if (entry) this.#callbacks.send({ keyId: identity.slug, state, now }, entry);
    this.#later(id);
  }

  /** What the portal does by itself after a while, when it is told to. */
  #later(id: string): void {
    const status = this.state.entries[id]?.status;
    const { adoptAfterMs, withdrawAfterMs } = this.state.behaviour;
    if (status?.state === 'submitted' && adoptAfterMs !== null)
      this.#after(adoptAfterMs, () => this.adopt(id));
    if (status?.withdrawalRequested === true && withdrawAfterMs !== null)
      this.#after(withdrawAfterMs, () => this.withdraw(id));
  }

  #after(wait: number, act: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void act();
    }, wait);
    timer.unref();
    this.#timers.add(timer);
  }
}
