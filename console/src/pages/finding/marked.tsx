import type { Found, MarkedText } from '../../../../src/contract/api/intake.js';
import { useTranslation } from 'react-i18next';

/** A text with what was looked for marked; `plain` where nothing of it was. */
export function Marked({ parts, plain }: { parts: MarkedText | undefined; plain: string }) {
  if (parts === undefined) return plain;
  // The parts of one answer never change their places.
  return parts.map(({ text, hit }, n) => (hit ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>));
}

/** The part of the text in which it stands. */
export function Passage({ found }: { found: Found | undefined }) {
  const { t } = useTranslation();
  if (found?.passage === undefined) return null;
  const { of, parts } = found.passage;
  return (
    <span className="passage">
      {of !== 'body' && <span className="quiet">{t(`finding.of.${of}`)}</span>}
      <Marked parts={parts} plain="" />
    </span>
  );
}
