import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getBoards } from '../../api/board-calls.js';
import { useMay } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { BoardCard } from './board-card.js';
import { BoardDialog } from './board-dialog.js';
import './boards.css';

/** The office's whereabouts boards, who stands on them, and where everybody is. */
export function BoardsPage() {
  const { t } = useTranslation();
  const mayManage = useMay('screen.manage');
  const [making, setMaking] = useState(false);
  const query = useQuery({ queryKey: ['boards'], queryFn: ({ signal }) => getBoards(signal) });
  const { items = [], members = [] } = query.data ?? {};
  const makeButton = mayManage && (
    <Button
      type="primary"
      onClick={() => {
        setMaking(true);
      }}
    >
      {t('boards.make')}
    </Button>
  );
  return (
    <Page title={t('nav.boards')} lead={t('boards.lead')} actions={items.length > 0 && makeButton}>
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <div className="card">
          <Empty title={t('boards.none')} text={t('boards.noneText')}>
            {makeButton}
          </Empty>
        </div>
      )}
      {items.map((board) => (
        <BoardCard key={board.id} board={board} members={members} mayManage={mayManage} />
      ))}
      {making && (
        <BoardDialog
          onClose={() => {
            setMaking(false);
          }}
        />
      )}
    </Page>
  );
}
