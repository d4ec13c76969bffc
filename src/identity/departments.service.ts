import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { CreateDepartment, DepartmentView, UpdateDepartment } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { newId } from '../platform/ids.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { Caller } from './caller.js';

/** An office's departments. None is deleted: what its members did stays theirs. */
@Injectable()
export class Departments {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** Open ones first, by name. */
  async list({ officeId }: Caller): Promise<DepartmentView[]> {
    const rows = await this.rows(this.db, officeId).execute();
    return rows.map(toView).sort((a, b) => closed(a) - closed(b) || a.name.localeCompare(b.name, 'zh'));
  }

  /** @throws HubError invalid_request when an open one has this name */
  async create(caller: Caller, { name }: CreateDepartment): Promise<DepartmentView> {
    const id = newId();
    return this.act(caller, id, 'department.created', async (tx) => {
      await requireFreeName(tx, caller.officeId, name);
      await tx.insertInto('department').values({ id, office_id: caller.officeId, name }).execute();
    });
  }

  /** @throws HubError not_found; invalid_request when another open one has this name */
  async update(caller: Caller, id: string, wish: UpdateDepartment): Promise<DepartmentView> {
    return this.act(caller, id, 'department.changed', async (tx) => {
      const before = await tx
        .selectFrom('department')
        .selectAll()
        .where('id', '=', id)
        .where('office_id', '=', caller.officeId)
        .forUpdate()
        .executeTakeFirst();
      if (!before) throw new HubError('not_found');
      const name = wish.name ?? before.name;
      const isClosed = wish.closed ?? before.closed_at !== null;
      if (!isClosed && (name !== before.name || before.closed_at !== null))
        await requireFreeName(tx, caller.officeId, name);
      await tx
        .updateTable('department')
        .set({ name, closed_at: isClosed ? sql<Date>`coalesce(closed_at, hub_now())` : null })
        .where('id', '=', id)
        .execute();
    });
  }

  private async act(
    caller: Caller,
    id: string,
    kind: string,
    work: (tx: Tx) => Promise<void>,
  ): Promise<DepartmentView> {
    const { officeId } = caller;
    const actor = `member:${caller.memberId}` as const;
    return transact(this.db, actor, async (tx) => {
      await work(tx);
      await appendLedger(tx, [{ officeId, actor, kind, subjectId: id, data: {} }]);
      return toView(await this.rows(tx, officeId).where('d.id', '=', id).executeTakeFirstOrThrow());
    });
  }

  private rows(db: Db | Tx, officeId: string) {
    return db
      .selectFrom('department as d')
      .select(['d.id', 'd.name', 'd.closed_at'])
      .select((query) =>
        query
          .selectFrom('member as m')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .whereRef('m.department_id', '=', 'd.id')
          .where('m.disabled_at', 'is', null)
          .as('members'),
      )
      .where('d.office_id', '=', officeId);
  }
}

/** @throws HubError invalid_request unless the office has this department and it is open */
export async function requireOpenDepartment(tx: Tx, officeId: string, id: string): Promise<void> {
  const found = await tx
    .selectFrom('department')
    .select('id')
    .where('id', '=', id)
    .where('office_id', '=', officeId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw problem('departmentId', 'there is no such department, or it is closed');
}

async function requireFreeName(tx: Tx, officeId: string, name: string): Promise<void> {
  const taken = await tx
    .selectFrom('department')
    .select('id')
    .where('office_id', '=', officeId)
    .where('name', '=', name)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (taken) throw problem('name', 'a department has this name already');
}

const problem = (path: string, message: string): HubError =>
  new HubError('invalid_request', undefined, { errors: [{ path, message }] });

const closed = ({ closedAt }: DepartmentView): number => (closedAt === undefined ? 0 : 1);

const toView = (row: {
  id: string;
  name: string;
  members: string | null;
  closed_at: Date | null;
}): DepartmentView => ({
  id: row.id,
  name: row.name,
  members: Number(row.members ?? 0),
  closedAt: row.closed_at?.toISOString(),
});
