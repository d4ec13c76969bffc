import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { DecidedHow } from '../../../src/contract/api/common.js';

/** Says that a step was not taken by the member's own hand at a screen, and how it was. */
export function SignedHow({ how: { paper } }: { how: DecidedHow }) {
  const { t } = useTranslation();
  if (paper === undefined) return null;
  const { recordId, signedOn, confirmedBy } = paper;
  return (
    <Link to={`/paper/${recordId}`} className="signed-how">
      {t('paper.signedMark', { day: signedOn, name: confirmedBy.name })}
    </Link>
  );
}
