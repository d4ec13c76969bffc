import { metadataLimits, type Metadata } from '../../contract/metadata.js';
import { signedOn } from '../../contract/kit/written-date.js';
import { cleanLine } from '../clean.js';
import { plainText } from '../html/text.js';

/** Metadata as it is kept: texts without unwanted characters, each keyword once, nothing that says nothing. */
export function cleanMetadata({
  topic,
  keywords,
  abolished,
  basis,
  related = [],
  ...given
}: Metadata = {}): Metadata {
  const words = [...new Set((keywords ?? []).map(cleanLine).filter(Boolean))];
  const by = cleanLine(abolished?.by ?? '');
  return withoutGaps({
    ...given,
    topic: cleanLine(topic ?? '') || undefined,
    keywords: words.length === 0 ? undefined : words.slice(0, metadataLimits.keywords),
    abolished: abolished && { on: abolished.on, ...(by === '' ? {} : { by }) },
    related: related.length === 0 ? undefined : [...new Set(related)],
    basis: basis && cleanLine(basis.text) !== '' ? { ...basis, text: cleanLine(basis.text) } : undefined,
  });
}

/**
 * Metadata as a version freezes it: without a date of its own the document has the one below its text. Undefined when
 * that says nothing, so that a version has the hash that it had before there was any. What it belongs with is frozen beside.
 */
export function frozenMetadata(given: Metadata | undefined, body: string): Metadata | undefined {
  const madeOn =
    given?.madeOn ??
    signedOn(
      plainText(body)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    );
  const metadata = withoutGaps({ ...given, madeOn, related: undefined });
  return Object.keys(metadata).length === 0 ? undefined : metadata;
}

/** What comes round again says the same of its kind, and nothing of the earlier one's days. */
export function metadataAgain(given: Metadata | undefined): Metadata {
  const {
    madeOn: _made,
    validFrom: _from,
    validUntil: _until,
    abolished: _abolished,
    related: _related,
    ...kept
  } = given ?? {};
  return kept;
}

const withoutGaps = (given: Metadata): Metadata =>
  Object.fromEntries(
    Object.entries(given as Record<string, unknown>).filter(([, value]) => value !== undefined),
  );
