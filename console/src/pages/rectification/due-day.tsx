import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { hubNow } from '../../lib/clock.js';
import { officeClock } from '../../lib/time.js';
import { FormRow } from '../../ui/form-row.js';

interface DueDayProps {
  id: string;
  hint?: string;
  /** `YYYY-MM-DD`, or nothing. */
  value: string;
  onChange: (day: string) => void;
}

/** The day until which it is to be put right: today at the earliest. */
export function DueDay({ id, hint, value, onChange }: DueDayProps) {
  const { t } = useTranslation();
  return (
    <FormRow id={id} label={t('rectification.due')} {...(hint !== undefined && { hint })}>
      <Input
        id={id}
        type="date"
        min={officeClock(hubNow()).slice(0, 10)}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </FormRow>
  );
}
