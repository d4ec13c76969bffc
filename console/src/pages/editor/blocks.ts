import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { openBlocks, passesFor, type Finding } from '../../../../src/contract/api/screening.js';
import { useMe } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { findingPlace, placeWords } from '../../ui/findings.js';
import { fieldOf, type DraftProblem } from './problems.js';

/** What the screening found that nobody else has let pass, as what stands against submitting. */
export function useBlocks(
  findings: readonly Finding[],
  { passes, drafter }: Pick<AnnouncementDetail, 'passes' | 'drafter'>,
): DraftProblem[] {
  const { t } = useTranslation();
  const me = useMe().member;
  return openBlocks(findings, passesFor(passes, [drafter.id, me.id])).map(({ id, label, place }) => ({
    key: `finding/${id}`,
    severity: 'error',
    field: place.part === 'file' || place.part === 'fileName' ? 'attachments' : fieldOf(place.part),
    place: findingPlace(id),
    text: t('screening.inBar', {
      place: placeWords(place, t(`screening.part.${place.part}`)),
      label: inLanguage(label, currentLanguage()),
    }),
  }));
}
