import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { getDelivery } from '../../api/calls.js';
import { useLive } from '../../app/live.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { isResolvable } from '../../lib/states.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';
import { DeliveryMark } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { DeliveryFacts } from './delivery-facts.js';
import { ResolveForm } from './resolve-form.js';
import { ScreensOf, Story } from './story.js';
import './board.css';

/** A cell's story: what was tried when, what came back, and what a person can do. */
export function DeliveryDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const live = useLive();
  const query = useQuery({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => getDelivery(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: live ? false : 10_000,
  });
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={560}
      rootClassName="story-drawer"
      title={<h2 className="drawer-title">{query.data?.targetName ?? t('board.story')}</h2>}
    >
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <DeliveryStory delivery={query.data} />}
    </Drawer>
  );
}

function DeliveryStory({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const mayResolve = useMay('release.create');
  const task = delivery.task;
  const resolvable = isResolvable(delivery.state) && mayResolve;
  return (
    <div className="story">
      <p className="story-state">
        <DeliveryMark state={delivery.state} operation={delivery.operation} />
        {delivery.goneReason !== undefined && (
          <span className="quiet">{t(`gone.${delivery.goneReason}`)}</span>
        )}
      </p>
      <Link to={`/announcements/${delivery.announcementId}`} className="story-title">
        {delivery.announcementTitle}
      </Link>
      {task !== undefined && !resolvable && (
        <Notice tone="amber" title={inLanguage(task.text, currentLanguage())}>
          <When at={task.openedAt} />
        </Notice>
      )}
      {delivery.lastError !== undefined && delivery.state !== 'live' && (
        <Notice tone="cinnabar" title={t('delivery.lastError')}>
          {delivery.lastError}
        </Notice>
      )}
      {resolvable && <ResolveForm key={delivery.state} delivery={delivery} />}
      <DeliveryFacts delivery={delivery} />
      {delivery.screens !== undefined && <ScreensOf screens={delivery.screens} />}
      <Story attempts={delivery.attempts} />
    </div>
  );
}
