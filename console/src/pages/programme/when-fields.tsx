import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Daypart, When } from '../../../../src/contract/programme.js';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** When something is on: days, weekdays, kinds of days, times of day. */
export function WhenFields({ when, onChange }: { when: When; onChange: (when: When) => void }) {
  const { t } = useTranslation();
  const { dayparts = [] } = when;
  const putDayparts = (next: Daypart[]) => {
    onChange({ ...when, dayparts: next });
  };
  return (
    <>
      <div className="form-row programme-pair">
        <label>
          {t('programme.from')}
          <Input
            type="date"
            value={when.from ?? ''}
            onChange={({ target: { value } }) => {
              onChange({ ...when, from: value === '' ? undefined : value });
            }}
          />
        </label>
        <label>
          {t('programme.to')}
          <Input
            type="date"
            value={when.to ?? ''}
            onChange={({ target: { value } }) => {
              onChange({ ...when, to: value === '' ? undefined : value });
            }}
          />
        </label>
      </div>
      <div className="form-row">
        <label htmlFor="when-days">{t('programme.days')}</label>
        <Select<NonNullable<When['days']> | 'every'>
          id="when-days"
          value={when.days ?? 'every'}
          options={(['every', 'workdays', 'restdays', 'holidays'] as const).map((value) => ({
            value,
            label: t(`programme.day.${value}`),
          }))}
          onChange={(days) => {
            onChange({ ...when, days: days === 'every' ? undefined : days });
          }}
        />
      </div>
      <div className="form-row">
        <span className="form-label">{t('programme.weekdays')}</span>
        <Checkbox.Group<number>
          value={when.weekdays ?? []}
          options={WEEK.map((value) => ({ value, label: t(`programme.weekday.${String(value) as '1'}`) }))}
          onChange={(weekdays) => {
            onChange({ ...when, weekdays });
          }}
        />
      </div>
      <div className="form-row">
        <span className="form-label">{t('programme.dayparts')}</span>
        {dayparts.map((daypart, index) => (
          <span className="programme-daypart" key={index}>
            {(['from', 'to'] as const).map((end) => (
              <Input
                key={end}
                type="time"
                aria-label={t(end === 'from' ? 'programme.daypartFrom' : 'programme.daypartTo', {
                  number: index + 1,
                })}
                value={daypart[end]}
                onChange={({ target: { value } }) => {
                  putDayparts(dayparts.map((one, at) => (at === index ? { ...one, [end]: value } : one)));
                }}
              />
            ))}
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('programme.dropDaypart', { number: index + 1 })}
              onClick={() => {
                putDayparts(dayparts.filter((_, at) => at !== index));
              }}
            />
          </span>
        ))}
        <span>
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={dayparts.length >= 8}
            onClick={() => {
              putDayparts([...dayparts, { from: '09:00', to: '17:00' }]);
            }}
          >
            {t('programme.addDaypart')}
          </Button>
        </span>
        <span className="form-hint">{t('programme.daypartsHint')}</span>
      </div>
    </>
  );
}
