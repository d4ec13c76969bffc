import { Inject, Injectable } from '@nestjs/common';
import type { BeatPen, PenView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import type { Caller } from '../../identity/index.js';
import { DATABASE, transact, type Db, type Tx } from '../../store/database.js';
import { movePen } from './lease.js';
import { answer, ask, beat, isHolder, leave, type Pen, type Who } from './pen.js';

/** Who writes a draft: one page at a time, so that nobody writes over anybody. */
@Injectable()
export class Pens {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** A page's beat. @throws HubError `not_found`, as all of these */
  beat(caller: Caller, id: string, { tab, idleMs, take }: BeatPen): Promise<PenView> {
    return this.move(caller, id, tab, (pen, who, now) => beat(pen, who, idleMs, now, take));
  }

  /** Asks the holder for it; takes it when nobody has it. */
  ask(caller: Caller, id: string, tab: string): Promise<PenView> {
    return this.move(caller, id, tab, ask);
  }

  /** The holder's answer to who asked. */
  answer(caller: Caller, id: string, tab: string, give: boolean): Promise<PenView> {
    return this.move(caller, id, tab, (pen, who, now) => answer(pen, who, give, now));
  }

  /** The page is closed: whoever asked has it now, or nobody. */
  async leave(caller: Caller, id: string, tab: string): Promise<void> {
    await this.move(caller, id, tab, leave);
  }

  private move(
    { memberId, officeId }: Caller,
    id: string,
    tab: string,
    step: (pen: Pen, who: Who, now: Date) => Pen,
  ): Promise<PenView> {
    const who = { member: memberId, tab };
    return transact(this.db, `member:${memberId}`, async (tx) => {
      // A save locks the row: the pen changes hands before it or after it.
      const row = await tx
        .selectFrom('announcement')
        .select('revision')
        .where('id', '=', id)
        .where('office_id', '=', officeId)
        .forShare()
        .executeTakeFirst();
      if (!row) throw new HubError('not_found', 'there is no such announcement in this office');
      const { pen } = await movePen(tx, { id, officeId }, (before, now) => step(before, who, now));
      return show(tx, pen, who, row.revision);
    });
  }
}

/** As one page sees it. */
async function show(tx: Tx, { holder, asked }: Pen, who: Who, revision: number): Promise<PenView> {
  const ids = [holder?.member, asked?.member].filter((id) => id !== undefined);
  const members =
    ids.length === 0
      ? []
      : await tx.selectFrom('member').select(['id', 'name']).where('id', 'in', ids).execute();
  const personOf = (id: string) => ({ id, name: members.find((member) => member.id === id)?.name ?? '' });
  return {
    ...(holder && {
      holder: {
        ...personOf(holder.member),
        here: isHolder({ holder }, who),
        self: holder.member === who.member,
        since: holder.since.toISOString(),
        until: holder.until.toISOString(),
      },
    }),
    ...(asked && {
      asked: { ...personOf(asked.member), here: asked.member === who.member && asked.tab === who.tab },
    }),
    revision,
  };
}
