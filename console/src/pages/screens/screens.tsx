import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAlerts } from '../../api/fleet-calls.js';
import { useMay } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { AlertsView } from './alerts-view.js';
import { BulkBar } from './bulk-bar.js';
import { ClaimDialog } from './claim-dialog.js';
import { FleetBar } from './fleet-bar.js';
import { FleetTable } from './fleet-table.js';
import { ScreenDrawer } from './screen-drawer.js';
import { useDisplayUrl } from './setup.js';
import { useFleet } from './use-fleet.js';
import { Wall } from './wall.js';
import './fleet.css';
import './screens.css';

/** How many alerts nobody has acknowledged; at most as many as one page of them. */
function useUnseen(): number {
  const query = useQuery({
    queryKey: ['screen', 'unseen'],
    queryFn: ({ signal }) => getAlerts({ open: true, unseen: true, limit: 100 }, signal),
    refetchInterval: 10_000,
  });
  return query.data?.items.length ?? 0;
}

/** The office's screens: what each shows, what is wrong, and what can be done about it from here. */
export function ScreensPage() {
  const { t } = useTranslation();
  const mayManage = useMay('screen.manage');
  const url = useDisplayUrl();
  const fleet = useFleet();
  const unseen = useUnseen();
  const [claiming, setClaiming] = useState(false);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const { query, all, screens, view, sort, filter, set } = fleet;
  // What was removed meanwhile, or does not fit the filter, is not acted upon.
  const picked = useMemo(() => screens.filter(({ id }) => ids.has(id)).map(({ id }) => id), [screens, ids]);
  const open = useCallback(
    (id: string) => {
      set('screen', id);
    },
    [set],
  );
  const order = JSON.stringify([filter, sort]);
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
      width="wide"
      lead={
        all.length > 0 ? t('screens.lead', { total: all.length, online: fleet.counts.online }) : undefined
      }
      actions={all.length > 0 && claimButton}
    >
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && all.length === 0 && (
        <div className="card">
          <Empty title={t('screens.none')} text={t('screens.noneText', { url })}>
            {claimButton}
          </Empty>
        </div>
      )}
      {all.length > 0 && <FleetBar fleet={fleet} alertCount={unseen} />}
      {all.length > 0 && view !== 'alerts' && screens.length === 0 && (
        <div className="card">
          <Empty title={t('fleet.nothing')} text={t('fleet.nothingText')} />
        </div>
      )}
      {view === 'wall' && screens.length > 0 && <Wall screens={screens} order={order} onOpen={open} />}
      {view === 'table' && screens.length > 0 && (
        <FleetTable
          screens={screens}
          sort={sort}
          order={order}
          picked={mayManage ? { ids, set: setIds } : undefined}
          onSort={({ by, down }) => {
            set('sort', `${by}${down ? '.down' : ''}`);
          }}
          onOpen={open}
        />
      )}
      {view === 'alerts' && all.length > 0 && <AlertsView onOpen={open} />}
      {view === 'table' && picked.length > 0 && (
        <BulkBar
          ids={picked}
          tags={fleet.tags}
          onDone={() => {
            setIds(new Set());
          }}
        />
      )}
      <ScreenDrawer
        id={fleet.open}
        tags={fleet.tags}
        onClose={() => {
          set('screen', undefined);
        }}
      />
      <ClaimDialog
        open={claiming}
        onClose={() => {
          setClaiming(false);
        }}
      />
    </Page>
  );
}
