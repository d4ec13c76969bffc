import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { NotificationKind } from '../../../src/contract/api/notifications.js';
import './kind-choice.css';

interface KindChoiceProps {
  label: string;
  value: readonly NotificationKind[];
  onChange: (kinds: NotificationKind[]) => void;
}

/** Which kinds of notification. */
export function KindChoice({ label, value, onChange }: KindChoiceProps) {
  const { t } = useTranslation();
  return (
    <div className="form-row" role="group" aria-label={label}>
      <span className="form-label">{label}</span>
      <Checkbox.Group<NotificationKind>
        className="kind-choice"
        value={[...value]}
        onChange={onChange}
        options={NotificationKind.options.map((kind) => ({
          value: kind,
          label: t(`notificationKind.${kind}`),
        }))}
      />
    </div>
  );
}
