import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import {
  dictionaryLimits,
  type ImportedWords,
  type WatchedWord,
  type WatchedWordView,
} from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Json } from '../../contract/values.js';
import type { Caller } from '../../identity/index.js';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { newId } from '../../platform/ids.js';
import { announceChange } from '../../store/changed.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { readWords } from './csv.js';
import { DictionaryReader, toView, viewsOf } from './dictionary.reader.js';

/** Keeps an office's words. The ledger has their hashes: which words an office watches for is its own. */
@Injectable()
export class Dictionary {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: DictionaryReader,
  ) {}

  /** @throws HubError `invalid_request` when the office has the word, or as many as it may have */
  async add(caller: Caller, wish: WatchedWord): Promise<WatchedWordView> {
    const id = newId();
    return this.#change(caller, async (tx) => {
      await lockWords(tx, caller.officeId);
      if ((await knownWords(tx, caller.officeId)).has(wish.word)) throw taken();
      await requireRoom(tx, caller.officeId, 1);
      await insert(tx, caller, id, wish);
      await record(tx, caller, 'dictionary.added', id, wordFacts(wish));
      return this.#view(tx, caller.officeId, id);
    });
  }

  /** @throws HubError `not_found`; `invalid_request` when another entry has the word */
  async change(caller: Caller, id: string, wish: WatchedWord): Promise<WatchedWordView> {
    return this.#change(caller, async (tx) => {
      await lockWords(tx, caller.officeId);
      await this.#view(tx, caller.officeId, id);
      const known = (await knownWords(tx, caller.officeId)).get(wish.word);
      if (known !== undefined && known.id !== id) throw taken();
      await update(tx, caller, id, wish);
      await record(tx, caller, 'dictionary.changed', id, wordFacts(wish));
      return this.#view(tx, caller.officeId, id);
    });
  }

  /** @throws HubError `not_found` */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.#change(caller, async (tx) => {
      const gone = await tx
        .deleteFrom('watched_word')
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .returning('id')
        .executeTakeFirst();
      if (!gone) throw new HubError('not_found');
      await record(tx, caller, 'dictionary.removed', id, {});
    });
  }

  /** Takes all lines of an import, or none. @throws HubError `invalid_request` with an error a line, as `readWords` */
  async import(caller: Caller, csv: string): Promise<ImportedWords> {
    const words = readWords(csv);
    return this.#change(caller, async (tx) => {
      await lockWords(tx, caller.officeId);
      const known = await knownWords(tx, caller.officeId);
      const added = words.filter(({ word }) => !known.has(word));
      const changed = words.filter((wish) => {
        const before = known.get(wish.word);
        return before !== undefined && before.facts !== factsOf(wish);
      });
      await requireRoom(tx, caller.officeId, added.length);
      for (const wish of added) await insert(tx, caller, newId(), wish);
      for (const wish of changed) await update(tx, caller, known.get(wish.word)?.id ?? '', wish);
      const answer = {
        added: added.length,
        changed: changed.length,
        same: words.length - added.length - changed.length,
      };
      await record(tx, caller, 'dictionary.imported', undefined, {
        ...answer,
        hash: sha256(canonicalJson(words)),
      });
      return answer;
    });
  }

  async #change<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    const answer = await transact(this.db, `member:${caller.memberId}`, async (tx) => {
      const done = await work(tx);
      await announceChange(tx, caller.officeId, { topic: 'dictionary', ids: [] });
      return done;
    });
    this.reader.forget();
    return answer;
  }

  async #view(tx: Tx, officeId: string, id: string): Promise<WatchedWordView> {
    const row = await viewsOf(tx, officeId).where('w.id', '=', id).executeTakeFirst();
    if (!row) throw new HubError('not_found');
    return toView(row);
  }
}

/** Two who enter the same word at the same time do it one after the other. */
async function lockWords(tx: Tx, officeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('watched words'), hashtext(${officeId}))`.execute(tx);
}

/** By word: its entry, and all that it says in one text. */
async function knownWords(tx: Tx, officeId: string): Promise<Map<string, { id: string; facts: string }>> {
  const rows = await viewsOf(tx, officeId).execute();
  return new Map(rows.map(toView).map((view) => [view.word, { id: view.id, facts: factsOf(view) }]));
}

const factsOf = ({ word, kind, level, instead, why }: WatchedWord): string =>
  canonicalJson({ word, kind, level, instead, why });

const wordFacts = (wish: WatchedWord): Record<string, Json> => ({
  kind: wish.kind,
  level: wish.level,
  hash: sha256(factsOf(wish)),
});

async function requireRoom(tx: Tx, officeId: string, more: number): Promise<void> {
  const { count } = await tx
    .selectFrom('watched_word')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow();
  if (Number(count) + more > dictionaryLimits.words)
    throw new HubError('invalid_request', `an office may watch for ${String(dictionaryLimits.words)} words`);
}

const columnsOf = ({ word, kind, level, instead, why }: WatchedWord, caller: Caller) => ({
  ...{ word, kind, level, why },
  instead: instead ?? null,
  changed_by: caller.memberId,
  changed_at: sql<Date>`hub_now()`,
});

async function insert(tx: Tx, caller: Caller, id: string, wish: WatchedWord): Promise<void> {
  await tx
    .insertInto('watched_word')
    .values({ id, office_id: caller.officeId, ...columnsOf(wish, caller) })
    .execute();
}

async function update(tx: Tx, caller: Caller, id: string, wish: WatchedWord): Promise<void> {
  await tx
    .updateTable('watched_word')
    .set(columnsOf(wish, caller))
    .where('id', '=', id)
    .where('office_id', '=', caller.officeId)
    .execute();
}

async function record(
  tx: Tx,
  { officeId, memberId }: Caller,
  kind: string,
  subjectId: string | undefined,
  data: Record<string, Json>,
): Promise<void> {
  await appendLedger(tx, [{ officeId, actor: `member:${memberId}`, kind, subjectId, data }]);
}

const taken = (): HubError =>
  new HubError('invalid_request', 'the office has this word already', {
    errors: [{ path: 'word', message: 'the office has this word already' }],
  });
