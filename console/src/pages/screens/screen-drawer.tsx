import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenDetail } from '../../../../src/contract/api/fleet.js';
import { getScreen } from '../../api/fleet-calls.js';
import { useMay } from '../../app/me.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { TargetNamed } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { AlertRow } from './alert-row.js';
import { EditScreenDialog } from './edit-dialog.js';
import { ScreenCommands } from './screen-commands.js';
import { ScreenHealth } from './screen-health.js';
import { ScreenMark } from './trouble.js';
import { useAskFirst } from './use-act.js';

interface DrawerProps {
  id: string | null;
  tags: string[];
  onClose: () => void;
}

/** Everything about one screen: how it is, what it shows, what it was asked. */
export function ScreenDrawer({ id, tags, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['screen', id],
    queryFn: ({ signal }) => getScreen(id ?? '', signal),
    enabled: id !== null,
    refetchInterval: 3_000,
  });
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      size={520}
      rootClassName="screen-drawer"
      title={<h2 className="drawer-title">{query.data?.screen.name ?? t('fleet.detail.title')}</h2>}
    >
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <Detail detail={query.data} tags={tags} onRemoved={onClose} />}
    </Drawer>
  );
}

function Detail({
  detail,
  tags,
  onRemoved,
}: {
  detail: ScreenDetail;
  tags: string[];
  onRemoved: () => void;
}) {
  const { t } = useTranslation();
  const mayManage = useMay('screen.manage');
  const { remove } = useAskFirst();
  const [editing, setEditing] = useState(false);
  const { screen, alerts } = detail;
  return (
    <>
      {screen.alerts.includes('copied') && (
        <Notice tone="cinnabar" title={t('fleet.alert.copied')}>
          {t('fleet.copiedText')}
        </Notice>
      )}
      <p className="screen-state">
        <ScreenMark screen={screen} />
        {!screen.online && screen.lastSeenAt !== undefined && (
          <span className="quiet">
            {t('screens.lastSeen')} <When at={screen.lastSeenAt} />
          </span>
        )}
      </p>
      <Facts detail={detail} />
      {mayManage && (
        <div className="screen-buttons">
          <Button
            size="small"
            onClick={() => {
              setEditing(true);
            }}
          >
            {t('fleet.detail.edit')}
          </Button>
          <Button
            size="small"
            danger
            onClick={() => {
              remove([screen.id], onRemoved);
            }}
          >
            {t('screens.revoke')}
          </Button>
        </div>
      )}
      <ScreenCommands detail={detail} mayManage={mayManage} />
      <ScreenHealth detail={detail} />
      <h3>{t('fleet.detail.alerts')}</h3>
      {alerts.length === 0 ? (
        <p className="quiet">{t('fleet.detail.noAlerts')}</p>
      ) : (
        <ul className="alert-rows">
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      {editing && (
        <EditScreenDialog
          screen={screen}
          tags={tags}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </>
  );
}

function Facts({ detail: { screen, claimedBy } }: { detail: ScreenDetail }) {
  const { t } = useTranslation();
  const given = (text: string) =>
    text === '' ? <span className="quiet">{t('fleet.detail.none')}</span> : text;
  return (
    <dl className="screen-facts">
      <dt>{t('fleet.detail.shows')}</dt>
      <dd>{screen.showing?.title ?? <span className="quiet">{t('fleet.nothingShown')}</span>}</dd>
      <dt>{t('fleet.detail.group')}</dt>
      <dd>
        <TargetNamed id={screen.targetId} name={screen.targetName} />
      </dd>
      <dt>{t('fleet.detail.place')}</dt>
      <dd>{given(screen.place)}</dd>
      <dt>{t('fleet.detail.contact')}</dt>
      <dd>{given(screen.contact)}</dd>
      <dt>{t('fleet.detail.tags')}</dt>
      <dd>{given(screen.tags.join(t('list.comma')))}</dd>
      {screen.viewport !== undefined && (
        <>
          <dt>{t('fleet.detail.size')}</dt>
          <dd className="num">
            {screen.viewport.width} × {screen.viewport.height}
          </dd>
        </>
      )}
      <dt>{t('fleet.detail.claimed')}</dt>
      <dd>
        {claimedBy.name} <When at={screen.claimedAt} />
      </dd>
    </dl>
  );
}
