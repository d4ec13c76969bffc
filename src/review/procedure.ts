import { Procedure, type ProcedureStep, type Role } from '../contract/api.js';
import type { LocalizedText } from '../contract/values.js';

/** One signer whose form covers everything: what a small office needs, and what an office without rules of its own gets. */
export const defaultProcedure: Procedure = {
  steps: [
    { key: 'sign', label: { zh: '审签', en: 'Sign-off' }, roles: ['reviewer', 'leader'], department: 'any' },
  ],
  distinct: false,
};

/** What a version has to pass, as it was frozen with it. */
export const procedureOf = (frozen: unknown): Procedure =>
  frozen === null ? defaultProcedure : Procedure.parse(frozen);

const dutyLabels: Readonly<Record<string, LocalizedText>> = {
  'duty-1': { zh: '应急值班（一）', en: 'On duty, first' },
  'duty-2': { zh: '应急值班（二）', en: 'On duty, second' },
};

/** What a step is called: as the procedure has it, or as the way by two persons on duty. */
export const labelOf = ({ steps }: Procedure, key: string): LocalizedText =>
  steps.find((step) => step.key === key)?.label ?? dutyLabels[key] ?? { zh: key, en: key };

/** The first step that nobody has decided; undefined when all have. */
export function waitingStep(
  { steps }: Procedure,
  decided: readonly { step: string }[],
): ProcedureStep | undefined {
  return steps.find((step) => !decided.some((decision) => decision.step === step.key));
}

interface Person {
  memberId: string;
  roles: readonly Role[];
  departmentId: string | null;
}

/** Somebody whose steps are another one's for now. */
export interface Principal extends Person {
  name: string;
  delegationId: string;
  /** Null: of all categories. */
  categories: readonly string[] | null;
}

/** Somebody who would take a step. */
export interface Signer extends Person {
  /** Whose steps are theirs beside their own. */
  principals: readonly Principal[];
}

/** What a step of a version is taken on. */
export interface Waiting {
  procedure: Procedure;
  decided: readonly { step: string; memberId: string; forId?: string | null }[];
  /** Who began it and who submitted it. */
  drafters: readonly string[];
  /** The department of who submitted it. */
  department: string | null;
  category: string;
}

type Reason = 'decided' | 'drafter' | 'role' | 'department' | 'same';

/**
 * Why somebody may not take the step that waits, in the order in which it is told. What they may not take in their own
 * right they may for a principal who could, as long as that makes neither drafter nor one person of two.
 */
export function mayNot(waiting: Waiting, signer: Signer): Reason | undefined {
  const reason = inOwnRight(waiting, signer);
  return (reason === 'role' || reason === 'department') && principalFor(waiting, signer) ? undefined : reason;
}

/** For whom somebody takes the step that waits; undefined where it is theirs, or nobody's. */
export function actsFor(waiting: Waiting, signer: Signer): Principal | undefined {
  const reason = inOwnRight(waiting, signer);
  return reason === 'role' || reason === 'department' ? principalFor(waiting, signer) : undefined;
}

function principalFor(waiting: Waiting, { memberId, principals }: Signer): Principal | undefined {
  if (inOwnPerson(waiting, memberId)) return undefined;
  return principals.find(
    (principal) =>
      (principal.categories === null || principal.categories.includes(waiting.category)) &&
      inOwnRight(waiting, principal) === undefined,
  );
}

function inOwnRight(waiting: Waiting, { memberId, roles, departmentId }: Person): Reason | undefined {
  const { procedure, decided, drafters, department } = waiting;
  const step = waitingStep(procedure, decided);
  if (!step) return 'decided';
  if (drafters.includes(memberId)) return 'drafter';
  if (!step.roles.some((role) => roles.includes(role))) return 'role';
  const only = step.department === 'drafters' ? department : step.department;
  if (only !== 'any' && (only === null || only !== departmentId)) return 'department';
  return inOwnPerson(waiting, memberId);
}

/** Whoever took a step, for themselves or for another, and whoever it was taken for, has had theirs. */
function inOwnPerson({ procedure, decided, drafters }: Waiting, memberId: string): Reason | undefined {
  if (drafters.includes(memberId)) return 'drafter';
  const had = decided.some((one) => one.memberId === memberId || one.forId === memberId);
  return procedure.distinct && had ? 'same' : undefined;
}
