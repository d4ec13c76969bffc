import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { MetadataRule, SetMetadataRule } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { indexNumber } from '../../contract/kit/index-number.js';
import { dayText } from '../../contract/kit/office-time.js';
import type { Caller } from '../../identity/index.js';
import { announceChange } from '../../store/changed.js';
import { databaseNow, DATABASE, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { countedYear, nextSerial, setNextSerial } from './index-numbers.js';

/** Keeps how an office's index numbers are made, and the topic of its new drafts. */
@Injectable()
export class MetadataRules {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async get(officeId: string): Promise<MetadataRule> {
    const now = await databaseNow(this.db);
    const row = await this.db
      .selectFrom('metadata_rule')
      .selectAll()
      .where('office_id', '=', officeId)
      .executeTakeFirst();
    const pattern = row?.index_pattern ?? undefined;
    const serial = pattern === undefined ? 1 : await nextSerial(this.db, officeId, countedYear(pattern, now));
    return {
      nextSerial: serial,
      ...(pattern === undefined
        ? {}
        : {
            indexPattern: pattern,
            nextIndexNo: indexNumber(pattern, Number(dayText(now).slice(0, 4)), serial),
          }),
      ...(row?.topic ? { topic: row.topic } : {}),
      ...(row ? { setAt: row.set_at.toISOString() } : {}),
    };
  }

  /** @throws HubError `invalid_request` for a next serial below the one that comes next anyway */
  async set(
    caller: Caller,
    { indexPattern, topic, nextSerial: wish }: SetMetadataRule,
  ): Promise<MetadataRule> {
    const { officeId, memberId } = caller;
    const actor = `member:${memberId}` as const;
    const now = await databaseNow(this.db);
    await transact(this.db, actor, async (tx) => {
      const columns = {
        index_pattern: indexPattern ?? null,
        topic: topic ?? null,
        set_by: memberId,
        set_at: sql<Date>`hub_now()`,
      };
      await tx
        .insertInto('metadata_rule')
        .values({ office_id: officeId, ...columns })
        .onConflict((conflict) => conflict.column('office_id').doUpdateSet(columns))
        .execute();
      if (indexPattern !== undefined && wish !== undefined) {
        const year = countedYear(indexPattern, now);
        const least = await nextSerial(tx, officeId, year);
        if (wish < least) throw tooLow(least);
        await setNextSerial(tx, officeId, year, wish);
      }
      const data = {
        ...(indexPattern === undefined ? {} : { indexPattern }),
        ...(topic === undefined ? {} : { topic }),
        ...(wish === undefined ? {} : { nextSerial: wish }),
      };
      await appendLedger(tx, [{ officeId, actor, kind: 'metadata_rule.set', subjectId: officeId, data }]);
      await announceChange(tx, officeId, { topic: 'template', ids: [] });
    });
    return this.get(officeId);
  }
}

function tooLow(least: number): HubError {
  const message = `the next serial is ${least}, and no number is given twice`;
  return new HubError('invalid_request', message, {
    errors: [{ path: 'nextSerial', message }],
    facts: { least },
  });
}
