import { Inject, Injectable } from '@nestjs/common';
import type { RegisterQuery } from '../../contract/api.js';
import type { Caller } from '../../identity/index.js';
import { SHELF, type Shelf } from '../../platform/storage/shelf.js';
import { DATABASE, databaseNow, transact, type Db } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { AnchorBook } from '../anchors/anchor-book.js';
import { Press } from '../apart.js';
import { officeName } from '../../store/office-name.js';
import type { Register } from './model.js';
import { RegisterReader, type RegisterForm } from './register.reader.js';

/** Makes 信息发布台账 as a file, and records that somebody took it. */
@Injectable()
export class Registers {
  readonly presses: Record<RegisterForm, Press<Register>> = {
    xlsx: new Press('register/sheet', async (register) =>
      (await import('./sheet.js')).registerFile(register),
    ),
    pdf: new Press('register/pages', async (register) => (await import('./pages.js')).registerPdf(register)),
  };
  private readonly anchors: AnchorBook;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SHELF) shelf: Shelf,
    private readonly reader: RegisterReader,
  ) {
    this.anchors = new AnchorBook(shelf);
  }

  /** The register of a period as a file. @throws HubError `invalid_request` for more than a file holds, `unavailable` */
  async export(caller: Caller, period: RegisterQuery, form: RegisterForm): Promise<Uint8Array> {
    const [releases, office, now, anchor] = await Promise.all([
      this.reader.between(caller.officeId, period, form),
      officeName(this.db, caller.officeId),
      databaseNow(this.db),
      this.anchors.newest(),
    ]);
    const made = { name: caller.name, at: now.toISOString() };
    const seal = anchor ? { number: anchor.number, hash: anchor.hash, sealedAt: anchor.sealedAt } : null;
    const bytes = await this.presses[form].print({ office, ...period, made, seal, releases });
    // Before the file is handed out: who has it stands in the ledger.
    const actor = `member:${caller.memberId}` as const;
    const data = { form, from: period.from, to: period.to, releases: releases.length };
    await transact(this.db, actor, (tx) =>
      appendLedger(tx, [
        { officeId: caller.officeId, actor, kind: 'register.exported', subjectId: caller.memberId, data },
      ]),
    );
    return bytes;
  }
}
