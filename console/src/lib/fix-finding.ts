import type { AttachedFile, DraftFields } from '../../../src/contract/api/intake.js';
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
      return { [place.part]: replacedOnce(fields[place.part] ?? '', text, instead) ?? fields[place.part] };
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
  const replaced = pieces.map((piece) =>
    piece.startsWith('<') ? undefined : replacedOnce(piece, text, instead),
  );
  const index = replaced.findIndex((piece) => piece !== undefined);
  return index < 0 ? undefined : pieces.with(index, replaced[index] ?? '').join('');
}

/** The first place of the words that is not a part of what is meant already; undefined where there is none. */
function replacedOnce(whole: string, text: string, instead: string): string | undefined {
  const inside = instead.indexOf(text);
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
    const isRight = inside >= 0 && at >= inside && whole.startsWith(instead, at - inside);
    if (!isRight) return `${whole.slice(0, at)}${instead}${whole.slice(at + text.length)}`;
  }
  return undefined;
}

/** The fields with a cleaned copy in the place of a file, among the attachments or in the text. */
export function withCopy(fields: DraftFields, original: string, copy: AttachedFile): Partial<DraftFields> {
  return {
    attachments: fields.attachments.map((file) =>
      file.hash === original ? { ...copy, name: file.name } : file,
    ),
    body: fields.body.replaceAll(original, copy.hash),
  };
}
