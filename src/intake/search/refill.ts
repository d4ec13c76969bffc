import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { keepWords, type Searched } from './keep.js';

const BATCH = 100;
/** How long one round works; what is left comes in the next. */
const ROUND_MS = 8_000;

/**
 * Makes findable what a trigger noted as changed and no writer has indexed: everything that an older version of the hub
 * wrote. Each batch is committed, so that it goes on where it was ended.
 */
@Injectable()
export class WordsRefill implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.every('search words', '*/10 * * * * *', async () => {
      await this.round();
    });
  }

  /** One round: until nothing is due or its time is over. Answers how many were made findable. */
  async round(forMs = ROUND_MS): Promise<number> {
    const until = Date.now() + forMs;
    let done = 0;
    for (;;) {
      const batch = await this.batch();
      done += batch;
      if (batch < BATCH || Date.now() >= until) return done;
    }
  }

  /** Somebody who saves at this moment indexes by himself: what he has locked is left to him. */
  private batch(): Promise<number> {
    return transact(this.db, 'system:search', async (tx) => {
      const { rows } = await sql<Searched>`
        select a.id, a.office_id, a.title, a.body, a.issuer, a.doc_no, a.index_no
        from words_due d join announcement a on a.id = d.announcement_id
        order by d.announcement_id desc limit ${BATCH} for update of a skip locked`.execute(tx);
      await keepWords(tx, rows);
      return rows.length;
    });
  }
}
