import type { DraftFields } from '../../../src/contract/api/intake.js';
import type { Finding } from '../../../src/contract/api/screening.js';

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const asHtml = (text: string): string => text.replace(/[&<>]/g, (sign) => escaped[sign] ?? sign);

/**
 * The fields with a finding's words replaced by what may stand there; undefined where a person has to do it: in a file,
 * or where the words are cut by a mark.
 */
export function withFix(fields: DraftFields, finding: Finding): Partial<DraftFields> | undefined {
  const { instead, place, text } = finding;
  if (instead === undefined) return undefined;
  switch (place.part) {
    case 'title':
    case 'issuer':
    case 'docNo':
      return { [place.part]: (fields[place.part] ?? '').replace(text, () => instead) };
    case 'body': {
      const body = replaceInHtml(fields.body, asHtml(text), asHtml(instead));
      return body === undefined ? undefined : { body };
    }
    default:
      return undefined;
  }
}

/** The first place between tags where the words stand. */
function replaceInHtml(html: string, text: string, instead: string): string | undefined {
  const pieces = html.split(/(<[^>]*>)/);
  const index = pieces.findIndex((piece) => !piece.startsWith('<') && piece.includes(text));
  if (index < 0) return undefined;
  return pieces
    .with(
      index,
      (pieces[index] ?? '').replace(text, () => instead),
    )
    .join('');
}
