import { Inject, Injectable } from '@nestjs/common';
import type { RegisterQuery } from '../../contract/api.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, databaseNow, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { makeApart, programOf, type Program } from '../apart.js';
import type { Register } from './model.js';
import { RegisterReader } from './register.reader.js';

/** Makes 信息发布台账 as a file, one at a time, and records that somebody took it. */
@Injectable()
export class Registers {
  /** Missing where the hub runs from its sources: then this thread does the work, a second for ten thousand lines. */
  program: Program | undefined = programOf('register/sheet');
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly reader: RegisterReader,
  ) {}

  /** The workbook of a period. @throws HubError `invalid_request` for more than a file holds, `unavailable` */
  async export(caller: Caller, period: RegisterQuery): Promise<Uint8Array> {
    const [releases, office, now] = await Promise.all([
      this.reader.between(caller.officeId, period),
      this.db.selectFrom('office').select('name').where('id', '=', caller.officeId).executeTakeFirstOrThrow(),
      databaseNow(this.db),
    ]);
    const made = { name: caller.name, at: now.toISOString() };
    const bytes = await this.write({ office: office.name, ...period, made, releases });
    // Before the file is handed out: who has it stands in the ledger.
    const actor = `member:${caller.memberId}` as const;
    const data = { from: period.from, to: period.to, releases: releases.length };
    await transact(this.db, actor, (tx) =>
      appendLedger(tx, [
        { officeId: caller.officeId, actor, kind: 'register.exported', subjectId: caller.memberId, data },
      ]),
    );
    return bytes;
  }

  private write(register: Register): Promise<Uint8Array> {
    const written = this.last.then(async () =>
      this.program ? makeApart(register, this.program) : (await import('./sheet.js')).registerFile(register),
    );
    // Whoever is next waits for the end of this one, good or bad; its asker gets to know.
    this.last = written.catch(() => undefined);
    return written;
  }
}
