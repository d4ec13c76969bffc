import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { getScreens } from '../../api/screen-calls.js';
import { useLive } from '../../app/live.js';
import { useMay } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { ClaimDialog } from './claim-dialog.js';
import { ScreenCard } from './screen-card.js';
import { useDisplayUrl } from './setup.js';
import './screens.css';

/** Problems first, then by name. */
function inOrder(screens: ScreenView[]): ScreenView[] {
  return [...screens].sort(
    (a, b) => Number(a.online) - Number(b.online) || a.name.localeCompare(b.name, 'zh'),
  );
}

/** The office's screens: who is there, what each shows, and how a new one is taken in. */
export function ScreensPage() {
  const { t } = useTranslation();
  const mayManage = useMay('screen.manage');
  const live = useLive();
  const url = useDisplayUrl();
  const [claiming, setClaiming] = useState(false);
  const query = useQuery({
    queryKey: ['screens'],
    queryFn: ({ signal }) => getScreens(signal),
    refetchInterval: live ? 60_000 : 10_000,
  });
  const screens = inOrder(query.data?.items ?? []);
  const online = screens.filter((screen) => screen.online).length;
  const claimButton = mayManage && (
    <Button
      type="primary"
      onClick={() => {
        setClaiming(true);
      }}
    >
      {t('screens.claim')}
    </Button>
  );
  return (
    <Page
      title={t('nav.screens')}
      lead={screens.length > 0 ? t('screens.lead', { total: screens.length, online }) : undefined}
      actions={screens.length > 0 && claimButton}
    >
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && screens.length === 0 && (
        <div className="card">
          <Empty title={t('screens.none')} text={t('screens.noneText', { url })}>
            {claimButton}
          </Empty>
        </div>
      )}
      <ul className="wall">
        {screens.map((screen) => (
          <ScreenCard key={screen.id} screen={screen} mayManage={mayManage} />
        ))}
      </ul>
      <ClaimDialog
        open={claiming}
        onClose={() => {
          setClaiming(false);
        }}
      />
    </Page>
  );
}
