import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAlerts } from '../../api/fleet-calls.js';
import { useMay } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { AcknowledgeDialog } from './acknowledge-dialog.js';
import { AlertRow } from './alert-row.js';
import { RuleDialog } from './rule-dialog.js';

const PAGE = 50;

/** The alerts of all screens, newest first: what stands open, or what is over. */
export function AlertsView({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const mayManage = useMay('screen.manage');
  const [which, setWhich] = useState<'open' | 'past'>('open');
  const [asked, setAsked] = useState<string[]>();
  const [setting, setSetting] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['screen', 'alerts', which],
    queryFn: ({ pageParam, signal }) =>
      getAlerts({ open: which === 'open', cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  const alerts = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const unseen = which === 'open' ? alerts.filter((alert) => alert.acknowledged === undefined) : [];
  return (
    <>
      <div className="alerts-head">
        <Segmented
          aria-label={t('fleetAlerts.which')}
          value={which}
          onChange={setWhich}
          options={(['open', 'past'] as const).map((one) => ({
            value: one,
            label: t(`fleetAlerts.${one}`),
          }))}
        />
        {mayManage && (
          <div className="screen-buttons">
            {unseen.length > 1 && (
              <Button
                size="small"
                onClick={() => {
                  setAsked(unseen.map(({ id }) => id));
                }}
              >
                {t('fleetAlerts.acknowledgeAll', { count: unseen.length })}
              </Button>
            )}
            <Button
              size="small"
              onClick={() => {
                setSetting(true);
              }}
            >
              {t('fleetAlerts.settings')}
            </Button>
          </div>
        )}
      </div>
      <div className={query.isPlaceholderData ? 'card finding-old' : 'card'}>
        {query.isPending && <Loading lines={5} />}
        {query.isError && alerts.length === 0 && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && alerts.length === 0 && (
          <Empty
            title={t(which === 'open' ? 'fleetAlerts.none' : 'fleetAlerts.nonePast')}
            {...(which === 'open' ? { text: t('fleetAlerts.noneText') } : {})}
          />
        )}
        {alerts.length > 0 && (
          <ul className="alert-rows">
            {alerts.map((alert) => (
              <AlertRow
                key={alert.id}
                alert={alert}
                who={
                  <span>
                    <button
                      type="button"
                      className="alert-screen"
                      onClick={() => {
                        onOpen(alert.screen.id);
                      }}
                    >
                      {alert.screen.name}
                    </button>{' '}
                    <span className="quiet">
                      {[alert.group.name, alert.screen.place, alert.screen.contact]
                        .filter((part) => part !== '')
                        .join(' · ')}
                    </span>
                  </span>
                }
                action={
                  mayManage &&
                  which === 'open' &&
                  alert.acknowledged === undefined && (
                    <Button
                      size="small"
                      onClick={() => {
                        setAsked([alert.id]);
                      }}
                    >
                      {t('fleetAlerts.acknowledge')}
                    </Button>
                  )
                }
              />
            ))}
          </ul>
        )}
        <MoreRow query={query} shown={alerts.length} />
      </div>
      {asked !== undefined && (
        <AcknowledgeDialog
          ids={asked}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
      {setting && (
        <RuleDialog
          onClose={() => {
            setSetting(false);
          }}
        />
      )}
    </>
  );
}
