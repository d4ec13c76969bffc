import type { ProcedureStep } from '../../../../src/contract/api/procedure.js';

/** The steps that offices know, with their names in both languages. */
export const KNOWN_STEPS = [
  { key: 'first', label: { zh: '初审', en: 'First review' } },
  { key: 'second', label: { zh: '复审', en: 'Second review' } },
  { key: 'secrecy', label: { zh: '保密审查', en: 'Secrecy review' } },
  { key: 'countersign', label: { zh: '会签', en: 'Countersignature' } },
  { key: 'sign', label: { zh: '签发', en: 'Sign-off' } },
] as const;

type Known = (typeof KNOWN_STEPS)[number]['key'];

const step = (
  key: Known,
  roles: ProcedureStep['roles'],
  department: 'any' | 'drafters' = 'any',
): ProcedureStep => ({
  key,
  label: { ...(KNOWN_STEPS.find((one) => one.key === key) ?? KNOWN_STEPS[0]).label },
  roles,
  department,
});

/** Chains to begin with: one signer for a small office, three steps, and the long one. */
export const PRESETS = {
  short: [step('sign', ['reviewer', 'leader'])],
  three: [step('first', ['reviewer']), step('secrecy', ['reviewer']), step('sign', ['leader'])],
  four: [
    step('first', ['reviewer'], 'drafters'),
    step('second', ['reviewer']),
    step('secrecy', ['reviewer']),
    step('sign', ['leader']),
  ],
} satisfies Record<string, ProcedureStep[]>;

export const MAX_STEPS = 8;

/** A step under another name; a known one brings its English. The key stays, so that the row does. */
export function named(zh: string, current: ProcedureStep): ProcedureStep {
  const known = KNOWN_STEPS.find(({ label }) => label.zh === zh.trim());
  return { ...current, label: known ? { ...known.label } : { zh, en: zh } };
}

/** The next known step that is not there yet, else one without a name. */
export function nextStep(steps: readonly ProcedureStep[]): ProcedureStep {
  const known = KNOWN_STEPS.find(({ key }) => !steps.some((one) => one.key === key));
  if (known) return { ...known, label: { ...known.label }, roles: ['reviewer'], department: 'any' };
  const letter =
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].find((one) => !steps.some(({ key }) => key === `own_${one}`)) ??
    'z';
  return { key: `own_${letter}`, label: { zh: '', en: '' }, roles: ['reviewer'], department: 'any' };
}

/** The list with one step a place earlier or later. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(from + by, 0, one);
  return next;
}
