import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail, DraftFields } from '../../../../src/contract/api/intake.js';
import { openBlocks, passesFor, type Finding } from '../../../../src/contract/api/screening.js';
import { useMe } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { findingPlace, placeWords } from '../../ui/findings.js';
import { fieldOf, type DraftProblem } from './problems.js';

/**
 * What stands against submitting beside the fields' own problems: what the screening found and nobody else has let pass,
 * and a party that is not named.
 */
export function useBlocks(
  findings: readonly Finding[],
  { audience }: Pick<DraftFields, 'audience'>,
  { passes, drafter, party }: Pick<AnnouncementDetail, 'passes' | 'drafter' | 'party'>,
): DraftProblem[] {
  const { t } = useTranslation();
  const me = useMe().member;
  const nobody: DraftProblem[] =
    audience === 'specific' && party === undefined
      ? [{ key: 'party', severity: 'error', field: 'audience', path: 'party', text: t('audience.missing') }]
      : [];
  const found = openBlocks(findings, passesFor(passes, [drafter.id, me.id])).map(
    ({ id, label, place }): DraftProblem => ({
      key: `finding/${id}`,
      severity: 'error',
      field: place.part === 'file' || place.part === 'fileName' ? 'attachments' : fieldOf(place.part),
      place: findingPlace(id),
      text: t('screening.inBar', {
        place: placeWords(place, t(`screening.part.${place.part}`)),
        label: inLanguage(label, currentLanguage()),
      }),
    }),
  );
  return [...nobody, ...found];
}
