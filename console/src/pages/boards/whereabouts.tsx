import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getWhereabouts } from '../../api/board-calls.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { Portrait, StandingMark } from './person-mark.js';
import { Say } from './say.js';
import './boards.css';

/** Where I am, and those for whom I say it: made for a telephone on the way out of the door. */
export function WhereaboutsPage() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['whereabouts'],
    queryFn: ({ signal }) => getWhereabouts(signal),
  });
  const items = query.data?.items ?? [];
  return (
    <Page title={t('nav.whereabouts')} lead={items.length > 0 ? t('boards.ownLead') : undefined}>
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <div className="card">
          <Empty title={t('boards.noneOwn')} text={t('boards.noneOwnText')} />
        </div>
      )}
      <ul className="own-people">
        {items.map(({ board, ...person }) => (
          <li key={person.id} className="card own-person">
            <div className="person-head">
              <Portrait person={person} />
              <div className="person-words">
                <h2 className="person-name">
                  {person.name} <span className="quiet">{board.name}</span>
                </h2>
                <StandingMark person={person} reset={board.reset} />
              </div>
            </div>
            <Say person={person} reset={board.reset} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
