import { useTranslation } from 'react-i18next';
import type { AnnouncementRecord } from '../../../../src/contract/api/delivery.js';
import { When } from '../../ui/when.js';

export type Review = NonNullable<AnnouncementRecord['versions'][number]['afterReview']>;

/** It was let go on duty: what the review afterwards came to, or until when it is due. */
export function Afterwards({ review }: { review: Review }) {
  const { t } = useTranslation();
  const { outcome, reviewedBy, reviewedAt, note, dueAt } = review;
  return (
    <p className="record-decision">
      <span>{t('after.title')}</span>
      {outcome === undefined ? (
        <span className="tone-amber">
          {t('after.due')} <When at={dueAt} />
        </span>
      ) : (
        <>
          <strong>{reviewedBy?.name}</strong>
          <span className={outcome === 'confirmed' ? 'tone-pine' : 'tone-cinnabar'}>
            {t(`after.outcome.${outcome}`)}
          </span>
          <span className="record-opinion">{note}</span>
          {reviewedAt !== undefined && (
            <span className="attempt-when">
              <When at={reviewedAt} />
            </span>
          )}
        </>
      )}
    </p>
  );
}
