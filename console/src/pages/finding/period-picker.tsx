import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { hubNow } from '../../lib/clock.js';
import { daysOf, isNamed, listPeriods, spellDays, type Days, type NamedPeriod } from '../../lib/period.js';

type Choice = NamedPeriod | '' | 'picked';

interface PeriodPickerProps {
  value: string;
  onChange: (value: string) => void;
  /** Without it, any time can be chosen. */
  required?: boolean;
  /** Those that are offered by name. */
  names?: readonly NamedPeriod[];
}

/** A period by its name or by its first and last day. */
export function PeriodPicker({ value, onChange, required = false, names = listPeriods }: PeriodPickerProps) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  const days = daysOf(value, dayText(hubNow())) ?? {};
  const picked = value !== '' && !isNamed(value);
  const choice: Choice = picking || picked ? 'picked' : isNamed(value) ? value : '';

  function choose(next: Choice): void {
    setPicking(next === 'picked');
    // Whoever goes over to days begins with those of the period before.
    onChange(next === 'picked' ? spellDays(days) : next);
  }

  function pick(change: Days): void {
    onChange(spellDays({ ...days, ...change }));
  }

  return (
    <span className="period">
      <Select<Choice>
        aria-label={t('finding.period')}
        value={choice}
        onChange={choose}
        options={[
          ...(required ? [] : [{ value: '' as const, label: t('finding.anyTime') }]),
          ...names.map((one) => ({ value: one, label: t(`finding.periods.${one}`) })),
          { value: 'picked' as const, label: t('finding.pickDays') },
        ]}
      />
      {choice === 'picked' && (
        <span className="period-days">
          <Input
            type="date"
            aria-label={t('finding.from')}
            value={days.from ?? ''}
            max={days.to}
            onChange={(event) => {
              pick({ from: event.target.value });
            }}
          />
          <span aria-hidden>–</span>
          <Input
            type="date"
            aria-label={t('finding.to')}
            value={days.to ?? ''}
            min={days.from}
            onChange={(event) => {
              pick({ to: event.target.value });
            }}
          />
        </span>
      )}
    </span>
  );
}
