import { Procedure, type ProcedureStep, type Role } from '../contract/api.js';

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

/** The first step that nobody has decided; undefined when all have. */
export function waitingStep(
  { steps }: Procedure,
  decided: readonly { step: string }[],
): ProcedureStep | undefined {
  return steps.find((step) => !decided.some((decision) => decision.step === step.key));
}

/** Somebody who would take a step. */
export interface Signer {
  memberId: string;
  roles: readonly Role[];
  departmentId: string | null;
}

/** What a step of a version is taken on. */
export interface Waiting {
  procedure: Procedure;
  decided: readonly { step: string; memberId: string }[];
  /** Who began it and who submitted it. */
  drafters: readonly string[];
  /** The department of who submitted it. */
  department: string | null;
}

/** Why somebody may not take the step that waits, in the order in which it is told. */
export function mayNot(
  { procedure, decided, drafters, department }: Waiting,
  signer: Signer,
): 'decided' | 'drafter' | 'role' | 'department' | 'same' | undefined {
  const step = waitingStep(procedure, decided);
  if (!step) return 'decided';
  if (drafters.includes(signer.memberId)) return 'drafter';
  if (!step.roles.some((role) => signer.roles.includes(role))) return 'role';
  const only = step.department === 'drafters' ? department : step.department;
  if (only !== 'any' && (only === null || only !== signer.departmentId)) return 'department';
  if (procedure.distinct && decided.some(({ memberId }) => memberId === signer.memberId)) return 'same';
  return undefined;
}
