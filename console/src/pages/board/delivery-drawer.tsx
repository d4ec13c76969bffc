import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { getDelivery } from '../../api/delivery-calls.js';
import { useLive } from '../../app/live.js';
import { useMay } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { isRepairable, isResolvable } from '../../lib/states.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { DeliveryMark } from '../../ui/state.js';
import { TargetNamed } from '../../ui/target-name.js';
import { PickupButton } from '../press/pickup-button.js';
import { DeliveryFacts } from './delivery-facts.js';
import { OpenTask, PausedTarget, Standstill, Trouble } from './delivery-notes.js';
import { Readers } from './readers.js';
import { RepairForm } from './repair-form.js';
import { Reports } from './reports.js';
import { ResolveForm } from './resolve-form.js';
import { ScreensOf, Story } from './story.js';
import './story.css';
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
      title={
        <h2 className="drawer-title">
          {query.data === undefined ? (
            t('board.story')
          ) : (
            <TargetNamed id={query.data.targetId} name={query.data.targetName} />
          )}
        </h2>
      }
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
  const seesOffice = useMay('announcement.read');
  const target = (useTargets().data ?? []).find((one) => one.id === delivery.targetId);
  // What asks for something of its own is answered there; only the rest needs a word on the state itself.
  const asks = delivery.task?.ask !== undefined && delivery.task.ask.length > 0;
  const resolvable = isResolvable(delivery.state) && mayResolve && !asks;
  const repairable = repairableAs(delivery);
  return (
    <div className="story">
      <p className="story-state">
        <DeliveryMark state={delivery.state} operation={delivery.operation} />
        {delivery.goneReason !== undefined && (
          <span className="quiet">{t(`gone.${delivery.goneReason}`)}</span>
        )}
      </p>
      {seesOffice ? (
        <Link to={`/announcements/${delivery.announcementId}`} className="story-title">
          {delivery.announcementTitle}
        </Link>
      ) : (
        <span className="story-title">{delivery.announcementTitle}</span>
      )}
      <PausedTarget delivery={delivery} />
      <Standstill delivery={delivery} />
      <Trouble delivery={delivery} />
      {repairable !== undefined && (
        <RepairForm
          key={delivery.state}
          deliveryId={delivery.id}
          what={repairable}
          why={repairable === 'missing' ? lastWord(delivery) : undefined}
        />
      )}
      {!resolvable && repairable === undefined && <OpenTask delivery={delivery} />}
      {resolvable && <ResolveForm key={delivery.state} delivery={delivery} />}
      {target?.caution !== undefined && (
        <p className="story-caution quiet">{inLanguage(target.caution, currentLanguage())}</p>
      )}
      <DeliveryFacts delivery={delivery} />
      {target?.pickup !== undefined && delivery.operation !== 'recall' && (
        <PickupButton deliveryId={delivery.id} target={target} pickup={target.pickup} />
      )}
      {delivery.readers !== undefined && <Readers readers={delivery.readers} />}
      <Reports reports={delivery.reports} />
      {delivery.screens !== undefined && <ScreensOf screens={delivery.screens} />}
      <Story attempts={delivery.attempts} />
    </div>
  );
}

function lastWord({ lastWords, lastError }: DeliveryDetail): string | undefined {
  return lastWords === undefined ? lastError : inLanguage(lastWords, currentLanguage());
}

/** Which of the two it is that can be published again; what failed says why above. */
function repairableAs({ state, operation }: DeliveryDetail): 'missing' | 'failed' | undefined {
  if (!isRepairable({ state, operation })) return undefined;
  return state === 'missing' ? 'missing' : 'failed';
}
