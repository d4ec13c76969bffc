import type { DraftFields } from '../../../src/contract/api/intake.js';
import type { TemplateView } from '../../../src/contract/api/templates.js';

/** A category's default: the template that bears its name. */
export const defaultOf = (templates: readonly TemplateView[], category: string): TemplateView | undefined =>
  templates.find(({ name }) => name === category.trim());

/** Whether nobody has written anything yet. */
export const isEmptyDraft = ({ title, body }: DraftFields): boolean =>
  title.trim() === '' && !/<img\b/.test(body) && body.replace(/<[^>]*>|&nbsp;|\s/g, '') === '';

/**
 * What a template puts into a draft: its words, its kind, its metadata over what stands there, and its targets. Without
 * targets of its own it leaves those that are chosen.
 */
export function withTemplate(
  fields: DraftFields,
  { title, body, category, metadata, targetIds }: TemplateView,
): Partial<DraftFields> {
  return {
    title,
    body,
    category,
    metadata: { ...fields.metadata, ...metadata },
    ...(targetIds.length === 0 ? {} : { targetIds }),
  };
}
