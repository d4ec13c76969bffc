import { z } from 'zod';
import { ProcedureStep, type Role } from '../contract/api.js';
import type { Db, Tx } from '../store/database.js';

/** One signer whose form covers everything: what a small office needs, and what an office without rules of its own gets. */
export const defaultProcedure: readonly ProcedureStep[] = [
  { key: 'sign', label: { zh: '审签', en: 'Sign-off' }, roles: ['reviewer', 'leader'] },
];

/** The steps for a category: its own, else the office's for all others (`*`), else the default. */
export async function procedureFor(
  db: Db | Tx,
  officeId: string,
  category: string,
): Promise<ProcedureStep[]> {
  const rows = await db
    .selectFrom('procedure')
    .select(['category', 'steps'])
    .where('office_id', '=', officeId)
    .where('category', 'in', [category, '*'])
    .execute();
  const row = rows.find((candidate) => candidate.category === category) ?? rows[0];
  return row ? z.array(ProcedureStep).min(1).parse(row.steps) : [...defaultProcedure];
}

/** The first step that nobody has decided; undefined when all have. */
export function waitingStep(
  procedure: readonly ProcedureStep[],
  decided: readonly { step: string }[],
): ProcedureStep | undefined {
  return procedure.find((step) => !decided.some((decision) => decision.step === step.key));
}

/** Why a member may not take a step, in the order in which it is told. Drafters: who began it and who submitted it. */
export function mayNot(
  step: ProcedureStep | undefined,
  member: { memberId: string; roles: readonly Role[] },
  drafters: readonly string[],
): 'decided' | 'drafter' | 'role' | undefined {
  if (!step) return 'decided';
  if (drafters.includes(member.memberId)) return 'drafter';
  return step.roles.some((role) => member.roles.includes(role)) ? undefined : 'role';
}
