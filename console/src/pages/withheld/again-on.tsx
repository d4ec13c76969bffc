import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../../../src/contract/kit/workdays.js';
import { hubNow } from '../../lib/clock.js';
import { officeClock } from '../../lib/time.js';
import { termsQuery } from '../consulting/queries.js';

interface AgainOnProps {
  /** A calendar day; empty: by the office's setting. */
  value: string;
  onChange: (day: string) => void;
}

/** The day of the next look, within a year. */
export function AgainOn({ value, onChange }: AgainOnProps) {
  const { t } = useTranslation();
  const terms = useQuery(termsQuery).data;
  const today = officeClock(hubNow()).slice(0, 10);
  return (
    <div className="form-row">
      <label htmlFor="again-on">
        {t('withholding.againOn')}
        <span className="form-optional">{t('form.optional')}</span>
      </label>
      <Input
        id="again-on"
        type="date"
        min={dayAfter(today)}
        max={dayAfter(today, 365)}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <span className="form-hint">
        {t('withholding.againHint')}{' '}
        {terms !== undefined && t('withholding.againDefault', { count: terms.reappraiseMonths })}
      </span>
    </div>
  );
}
