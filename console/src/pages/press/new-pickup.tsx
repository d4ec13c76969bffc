import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PressRelease } from '../../../../src/contract/api/press.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { getPressReleases } from '../../api/press-calls.js';
import { useTargets } from '../../app/queries.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { PickupDialog } from './pickup-dialog.js';

/** What may have been used: each outlet that a release went to and that takes pickups. */
function choicesOf(releases: PressRelease[], targets: TargetView[]) {
  return releases.map((release) => ({
    label: release.title,
    options: release.deliveries.flatMap((delivery) => {
      const target = targets.find((one) => one.id === delivery.targetId);
      if (target?.pickup === undefined || delivery.operation === 'recall') return [];
      return [{ value: delivery.id, label: `${target.name} · ${release.title}`, target }];
    }),
  }));
}

/** A pickup that somebody reports without having a release open: first which, then what. */
export function NewPickup({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  const [deliveryId, setDeliveryId] = useState<string>();
  const query = useQuery({
    queryKey: ['press', 'choices'],
    queryFn: ({ signal }) => getPressReleases({ limit: 100 }, signal),
  });
  const groups = choicesOf(query.data?.items ?? [], targets).filter(({ options }) => options.length > 0);
  const chosen = groups.flatMap(({ options }) => options).find((one) => one.value === deliveryId);
  return (
    <PickupDialog key={deliveryId} deliveryId={deliveryId} target={chosen?.target} onClose={onClose}>
      {query.isPending && <Loading lines={2} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && groups.length === 0 && <p className="quiet">{t('press.pickupNoneToAdd')}</p>}
      {groups.length > 0 && (
        <div className="form-row">
          <label htmlFor="pickup-which">{t('press.pickupWhich')}</label>
          <Select<string>
            id="pickup-which"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('press.pickupWhichHint')}
            {...(deliveryId === undefined ? {} : { value: deliveryId })}
            options={groups}
            onChange={setDeliveryId}
          />
        </div>
      )}
    </PickupDialog>
  );
}
