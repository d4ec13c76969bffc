import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { ReviewRow } from '../../../../src/contract/api/review.js';
import { getReviews } from '../../api/review-calls.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { isMine, toReview } from './to-review.js';
import './review.css';

/** Everything that waits for a decision; what this member may take comes first. */
export function ReviewsPage() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: ['reviews', 'list'],
    queryFn: ({ pageParam, signal }) => getReviews({ cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const mine = rows.filter((row) => isMine(row));
  const others = rows.filter((row) => !isMine(row));
  return (
    <Page title={t('nav.reviews')} lead={t('review.lead')}>
      {query.isPending && <Loading />}
      {query.isError && rows.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <div className="card">
          <Empty title={t('review.none')} text={t('review.noneText')} />
        </div>
      )}
      {mine.length > 0 && <Group title={t('review.mine')} rows={mine} />}
      {others.length > 0 && <Group title={t('review.others')} rows={others} />}
      <MoreRow query={query} shown={rows.length} />
    </Page>
  );
}

function Group({ title, rows }: { title: string; rows: ReviewRow[] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <section className="review-group" aria-label={title}>
      <h2>{title}</h2>
      <ul className="card">
        {rows.map((row) => (
          <li key={row.versionId}>
            <Link to={toReview(row)} className="review-row">
              <span className="review-row-title">{row.title}</span>
              <span className="review-row-facts">
                {row.category !== '' && <span>{row.category}</span>}
                <span>{row.drafter.name}</span>
                <When at={row.submittedAt} />
              </span>
              <span className="review-step">
                {row.paper === undefined ? inLanguage(row.waitsFor.label, language) : t('review.paperWaits')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
