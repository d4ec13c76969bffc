import { useTranslation } from 'react-i18next';
import { dayText } from '../../../src/contract/kit/office-time.js';
import { metadataFacts, type MetadataFact } from '../../../src/contract/kit/metadata-facts.js';
import { forceOn, type Metadata } from '../../../src/contract/metadata.js';
import { hubNow } from '../lib/clock.js';

/** What is said about a document, in the words of the console: a line for each, by a name that stays the same. */
export interface MetadataLine {
  name: MetadataFact['name'];
  label: string;
  text: string;
  url?: string | undefined;
}

/** Says metadata in the reader's language. What is not said has no line. */
export function useMetadataLines(): (metadata: Metadata | undefined) => MetadataLine[] {
  const { t } = useTranslation();
  const validity = ({ validFrom = '', validUntil = '', longTerm, abolished }: Metadata): string => {
    const span = [
      longTerm && (validFrom === '' ? t('metadata.long') : t('metadata.longFrom', { from: validFrom })),
      validFrom !== '' && validUntil !== '' && t('metadata.span', { from: validFrom, until: validUntil }),
      validFrom === '' && validUntil !== '' && t('metadata.until', { until: validUntil }),
      !longTerm && validUntil === '' && validFrom !== '' && t('metadata.from', { from: validFrom }),
      abolished && t('metadata.abolishedOn', { on: abolished.on, by: abolished.by ?? '' }),
    ];
    return span.filter(Boolean).join(t('list.comma'));
  };
  return (metadata = {}) =>
    metadataFacts(metadata).map(({ name, value, url }) => ({
      name,
      label: t(`metadata.field.${name}`),
      text:
        name === 'validity'
          ? validity(metadata)
          : name === 'disclosure' && metadata.disclosure !== undefined
            ? t(`metadata.disclosures.${metadata.disclosure}`)
            : value,
      url,
    }));
}

/** Whether it is not in force any more today. */
export const isOver = (metadata: Metadata | undefined): 'expired' | 'abolished' | undefined => {
  const force = forceOn(metadata ?? {}, dayText(hubNow()));
  return force === 'expired' || force === 'abolished' ? force : undefined;
};
