import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { z } from 'zod';
import type { WatchedWordList, WatchedWordView } from '../../contract/api.js';
import { TtlCache } from '../../platform/ttl-cache.js';
import { DATABASE, type Db, type Tx } from '../../store/database.js';
import { SUBSCRIBE, type Subscribe, type Subscription } from '../../store/notify.js';
import type { DictionaryEntry } from '../screening/dictionary.js';

/** A change that nobody was told of is found so late. */
const TTL_MS = 60_000;
const Change = z.object({ officeId: z.string(), topic: z.string() });

/** Reads an office's words: for people, and for its screening. */
@Injectable()
export class DictionaryReader implements OnModuleDestroy {
  readonly #entries = new TtlCache((officeId) => this.load(officeId), TTL_MS);
  #subscription: Subscription | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SUBSCRIBE) private readonly subscribe: Subscribe,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  /** All of the office's words, mistaken ones and sensitive ones, in the order of the words. */
  async list(officeId: string): Promise<WatchedWordList> {
    const rows = await viewsOf(this.db, officeId).execute();
    return { items: rows.map(toView).sort((a, b) => a.word.localeCompare(b.word, 'zh')) };
  }

  /** What the screening goes by; the same array as long as nothing changes. */
  entries(officeId: string): Promise<readonly DictionaryEntry[]> {
    // Who never screens anything needs no connection to listen on.
    this.#subscription ??= this.subscribe(['hub_changed'], (_topic, payload) => {
      this.#hear(payload);
    });
    return this.#entries.get(officeId);
  }

  /** The office's words have just changed here. */
  forget(): void {
    this.#entries.clear();
  }

  #hear(payload: string): void {
    // Empty after a connection was lost: anything may have been missed.
    if (payload === '') this.forget();
    else if (Change.safeParse(JSON.parse(payload)).data?.topic === 'dictionary') this.forget();
  }

  private async load(officeId: string): Promise<readonly DictionaryEntry[]> {
    const rows = await this.db
      .selectFrom('watched_word')
      .select(['word', 'level', 'instead', 'why'])
      .where('office_id', '=', officeId)
      .orderBy('id')
      .execute();
    return rows.map(({ instead, ...row }) => ({ ...row, ...(instead === null ? {} : { instead }) }));
  }
}

/** The office's words with who changed them last. */
export function viewsOf(db: Db | Tx, officeId: string) {
  return db
    .selectFrom('watched_word as w')
    .innerJoin('member as m', 'm.id', 'w.changed_by')
    .select(['w.id', 'w.word', 'w.kind', 'w.level', 'w.instead', 'w.why', 'w.changed_at'])
    .select(['m.id as memberId', 'm.name as member'])
    .where('w.office_id', '=', officeId);
}

/** A row of `viewsOf` as the API says it. */
export const toView = (
  row: Awaited<ReturnType<ReturnType<typeof viewsOf>['executeTakeFirstOrThrow']>>,
): WatchedWordView => ({
  id: row.id,
  word: row.word,
  kind: row.kind,
  level: row.level,
  ...(row.instead === null ? {} : { instead: row.instead }),
  why: row.why,
  changedBy: { id: row.memberId, name: row.member },
  changedAt: row.changed_at.toISOString(),
});
