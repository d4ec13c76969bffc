import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './feedback.js';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => Promise<unknown>;
}

/** The end of a list: the next page, or that this is all. */
export function MoreRow({ query, shown }: { query: Paged; shown: number }) {
  const { t } = useTranslation();
  const words = useProblemText();
  if (shown === 0 || (!query.hasNextPage && shown < 20)) return null;
  return (
    <div className="more-row">
      {query.isFetchNextPageError && <span role="alert">{words(query.error)}</span>}
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('list.more')}
        </Button>
      ) : (
        <span>{t('list.end', { count: shown })}</span>
      )}
    </div>
  );
}
