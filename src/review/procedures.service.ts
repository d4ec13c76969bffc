import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Procedure, ProcedureStep, ProcedureView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import { permissionsOf, type Caller } from '../identity/index.js';
import { DATABASE, transact, type Db, type Tx } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { defaultProcedure } from './procedure.js';

/** Stands for all categories that have no procedure of their own. */
export const ALL_OTHERS = '*';

/** Which steps an office's versions have to pass, by category. What is set holds for what is submitted from then on. */
@Injectable()
export class Procedures {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** The one for all others first, then those of categories by name. */
  async list({ officeId }: Caller): Promise<ProcedureView[]> {
    const [rows, members] = await Promise.all([
      this.db.selectFrom('procedure').selectAll().where('office_id', '=', officeId).execute(),
      this.db
        .selectFrom('member')
        .select(['roles', 'department_id'])
        .where('office_id', '=', officeId)
        .where('disabled_at', 'is', null)
        .execute(),
    ]);
    const nobody = ({ steps }: Procedure): string[] =>
      steps.filter((step) => !members.some((member) => couldTake(step, member))).map(({ key }) => key);
    const set = rows.map((row) => {
      const procedure = { steps: row.steps, distinct: row.distinct_members };
      return {
        category: row.category,
        procedure,
        setAt: row.set_at.toISOString(),
        nobody: nobody(procedure),
      };
    });
    const others = set.find(({ category }) => category === ALL_OTHERS) ?? {
      category: ALL_OTHERS,
      procedure: defaultProcedure,
      nobody: nobody(defaultProcedure),
    };
    return [
      others,
      ...set
        .filter(({ category }) => category !== ALL_OTHERS)
        .sort((a, b) => a.category.localeCompare(b.category, 'zh')),
    ];
  }

  /** @throws HubError invalid_request when a step is for roles that decide nothing, or for no open department */
  async set(caller: Caller, category: string, procedure: Procedure): Promise<ProcedureView[]> {
    await this.act(caller, 'procedure.set', { category, ...procedure }, async (tx) => {
      await requireTakers(tx, caller.officeId, procedure.steps);
      const values = { steps: JSON.stringify(procedure.steps), distinct_members: procedure.distinct };
      await tx
        .insertInto('procedure')
        .values({ office_id: caller.officeId, category, ...values })
        .onConflict((conflict) =>
          conflict
            .columns(['office_id', 'category'])
            .doUpdateSet({ ...values, set_at: sql<Date>`hub_now()` }),
        )
        .execute();
    });
    return this.list(caller);
  }

  /** The category follows the one for all others again; that one, the short default. @throws HubError not_found */
  async remove(caller: Caller, category: string): Promise<ProcedureView[]> {
    await this.act(caller, 'procedure.removed', { category }, async (tx) => {
      const gone = await tx
        .deleteFrom('procedure')
        .where('office_id', '=', caller.officeId)
        .where('category', '=', category)
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new HubError('not_found');
    });
    return this.list(caller);
  }

  private async act(
    { officeId, memberId }: Caller,
    kind: string,
    data: Parameters<typeof appendLedger>[1][number]['data'],
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const actor = `member:${memberId}` as const;
    await transact(this.db, actor, async (tx) => {
      await work(tx);
      await appendLedger(tx, [{ officeId, actor, kind, subjectId: officeId, data }]);
    });
  }
}

/** For the drafter's own department anybody with the role may be the one. */
const couldTake = (
  { roles, department }: ProcedureStep,
  member: { roles: ProcedureStep['roles']; department_id: string | null },
): boolean =>
  roles.some((role) => member.roles.includes(role)) &&
  (department === 'any' ||
    (department === 'drafters' ? member.department_id !== null : member.department_id === department));

async function requireTakers(tx: Tx, officeId: string, steps: readonly ProcedureStep[]): Promise<void> {
  const open = await tx
    .selectFrom('department')
    .select('id')
    .where('office_id', '=', officeId)
    .where('closed_at', 'is', null)
    .execute();
  const errors = steps.flatMap(({ roles, department }, index) => [
    ...(roles.every((role) => permissionsOf([role]).has('review.decide'))
      ? []
      : [{ path: `steps.${index}.roles`, message: 'only reviewers and leaders decide on versions' }]),
    ...(department === 'any' || department === 'drafters' || open.some(({ id }) => id === department)
      ? []
      : [{ path: `steps.${index}.department`, message: 'there is no such department, or it is closed' }]),
  ]);
  if (errors.length > 0) throw new HubError('invalid_request', undefined, { errors });
}
