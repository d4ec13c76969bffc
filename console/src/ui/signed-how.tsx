import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { DecidedHow } from '../../../src/contract/api/common.js';
import './signed-how.css';

/** Says that a step was not taken by the member's own hand at a screen or in their own right, and how it was. */
export function SignedHow({ how: { paper, behalf } }: { how: DecidedHow }) {
  const { t } = useTranslation();
  return (
    <>
      {behalf !== undefined && (
        <span className="signed-how">{t('review.onBehalf', { name: behalf.name })}</span>
      )}
      {paper !== undefined && (
        <Link to={`/paper/${paper.recordId}`} className="signed-how">
          {t('review.onPaper', { day: paper.signedOn, name: paper.confirmedBy.name })}
        </Link>
      )}
    </>
  );
}
