import { Button } from 'antd';
import { useState } from 'react';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { PickupDialog } from './pickup-dialog.js';

interface PickupButtonProps {
  deliveryId: string;
  target: TargetView;
  pickup: NonNullable<TargetView['pickup']>;
}

/** Reports on an item what the channel takes at any time, such as where a newspaper used it. */
export function PickupButton({ deliveryId, target, pickup }: PickupButtonProps) {
  const mayPress = useMay('press.work');
  const mayRelease = useMay('release.create');
  const [open, setOpen] = useState(false);
  if (!mayPress && !mayRelease) return null;
  return (
    <p>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {inLanguage(pickup.label, currentLanguage())}
      </Button>
      {open && (
        <PickupDialog
          deliveryId={deliveryId}
          target={target}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </p>
  );
}
