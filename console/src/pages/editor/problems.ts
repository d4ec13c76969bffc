import { DraftFields, type ProblemView } from '../../../../src/contract/api/intake.js';
import { Metadata } from '../../../../src/contract/metadata.js';
import { inLanguage, type Language } from '../../i18n/index.js';
import { FIELDS, type Field } from '../../lib/merge.js';

/** One thing that stands against submitting, and the field to jump to. */
export interface DraftProblem {
  key: string;
  severity: 'error' | 'warning';
  field: Field;
  /** Where within the field, e.g. `wechat.digest` of the extras. */
  path?: string | undefined;
  text: string;
  targetId?: string | undefined;
  /** The element to jump to, where it is not the field. */
  place?: string | undefined;
}

const known: ReadonlySet<string> = new Set(FIELDS);

/** A hub's field name may be a path (`attachments.0`); what is unknown belongs to the text. */
export function fieldOf(path: string): Field {
  const head = path.split('.')[0] ?? '';
  return known.has(head) ? (head as Field) : 'body';
}

/** The hub's problems in the order of the form, errors first. */
export function fromHub(problems: ProblemView[], language: Language): DraftProblem[] {
  return sorted(
    problems.map((problem) => ({
      key: `${problem.code}/${problem.field}/${problem.targetId ?? ''}/${problem.message.en}`,
      severity: problem.severity,
      field: fieldOf(problem.field),
      path: problem.field.split('.').slice(1).join('.') || undefined,
      text: inLanguage(problem.message, language),
      targetId: problem.targetId,
    })),
  );
}

/** The fields that go beyond what any draft may hold; the hub would not even take them. */
export function unfitFields(fields: DraftFields): Field[] {
  const parsed = DraftFields.safeParse(fields);
  if (parsed.success) return [];
  return [...new Set(parsed.error.issues.map((issue) => fieldOf(issue.path.map(String).join('.'))))];
}

export function sorted(problems: DraftProblem[]): DraftProblem[] {
  const weight = (one: DraftProblem) =>
    (one.severity === 'error' ? 0 : FIELDS.length) + FIELDS.indexOf(one.field);
  return [...problems].sort((a, b) => weight(a) - weight(b));
}

/** So many frames what is opened has to be drawn. */
const MOST_FRAMES = 60;
const FOCUSABLE = 'input, textarea, button, [contenteditable="true"]';

/** Brings a problem's field into view and puts the cursor there; of the extras, the channel's part or the very input. */
export function jumpTo(problem: DraftProblem, channel = '', frames = MOST_FRAMES): void {
  const { field } = problem;
  const details = byId(`field-${field === 'indexNo' ? 'metadata' : field}`)?.closest('details');
  if (details) details.open = true;
  const place = placeOf(problem, channel);
  const input = place?.matches(FOCUSABLE) === true ? place : place?.querySelector<HTMLElement>(FOCUSABLE);
  // What is folded away is drawn when it is opened.
  if (details && !input && frames > 0) {
    requestAnimationFrame(() => {
      jumpTo(problem, channel, frames - 1);
    });
    return;
  }
  if (!place) return;
  place.scrollIntoView({ block: 'center', behavior: 'smooth' });
  (input ?? place).focus({ preventScroll: true });
}

const byId = (id: string): HTMLElement | null => document.getElementById(id);

function placeOf({ field, path = '', place }: DraftProblem, channel: string): HTMLElement | null {
  if (place !== undefined) return byId(place);
  const input = byId(`${field}-${path.replaceAll('.', '-')}`);
  return input ?? byId(`field-${field}-${channel}`) ?? byId(`field-${field}`);
}

/** Of metadata that no draft may hold: which part is the matter. */
export function unfitMetadata({ metadata }: DraftFields): 'validUntil' | 'basis' | 'other' {
  const part = Metadata.safeParse(metadata ?? {}).error?.issues[0]?.path[0];
  return part === 'validUntil' || part === 'basis' ? part : 'other';
}
