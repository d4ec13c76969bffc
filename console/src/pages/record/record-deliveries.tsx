import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementRecord, DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { DeliveryMark } from '../../ui/state.js';
import { TargetNamed } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { DeliveryDrawer } from '../board/delivery-drawer.js';
import { DeliveryFacts } from '../board/delivery-facts.js';
import { ScreensOf, Story } from '../board/story.js';
import '../board/story.css';
import '../board/board.css';

/** Each release with its deliveries; each delivery opens into its whole story. */
export function RecordDeliveries({ record }: { record: AnnouncementRecord }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  if (record.deliveries.length === 0) return <p className="quiet">{t('record.notReleased')}</p>;
  const inRelease = new Set(record.releases.flatMap((release) => release.deliveryIds));
  const rest = record.deliveries.filter((delivery) => !inRelease.has(delivery.id));
  const pick = (ids: string[]) => record.deliveries.filter((delivery) => ids.includes(delivery.id));
  return (
    <div className="card">
      {record.releases.map((release) => (
        <section key={release.id} className="record-release">
          <p className="record-release-head">
            {t('record.releasedBy', {
              name: release.releasedBy.name,
              priority: t(`priority.${release.priority}`),
            })}{' '}
            <When at={release.releasedAt} />
          </p>
          <DeliveryList deliveries={pick(release.deliveryIds)} onOpen={setOpen} />
        </section>
      ))}
      {rest.length > 0 && (
        <section className="record-release">
          {record.releases.length > 0 && <p className="record-release-head">{t('record.recalls')}</p>}
          <DeliveryList deliveries={rest} onOpen={setOpen} />
        </section>
      )}
      <DeliveryDrawer
        id={open}
        onClose={() => {
          setOpen(undefined);
        }}
      />
    </div>
  );
}

function DeliveryList({
  deliveries,
  onOpen,
}: {
  deliveries: DeliveryDetail[];
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <ul>
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="record-delivery">
          <details>
            <summary>
              <DeliveryMark state={delivery.state} operation={delivery.operation} />
              <span className="record-target">
                <TargetNamed id={delivery.targetId} name={delivery.targetName} />
              </span>
              <span className="quiet">
                {t(`operation.${delivery.operation}`)}
                {delivery.goneReason !== undefined && ` · ${t(`gone.${delivery.goneReason}`)}`}
              </span>
              <span className="attempt-when">
                <When at={delivery.liveAt ?? delivery.dueAt ?? delivery.publishAt} />
              </span>
            </summary>
            <div className="record-story">
              <DeliveryFacts delivery={delivery} />
              {delivery.screens !== undefined && <ScreensOf screens={delivery.screens} />}
              <Story attempts={delivery.attempts} />
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  onOpen(delivery.id);
                }}
              >
                {t('record.openDelivery')}
              </button>
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
