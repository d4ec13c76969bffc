import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WorkdayStatus, type WorkdayYearView } from '../../../../src/contract/api/workdays.js';
import { saveWorkdays } from '../../api/workday-calls.js';
import { hasCode } from '../../api/problem.js';
import { useRefresh } from '../../app/queries.js';
import { turned } from '../../lib/workday-edit.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { Months } from './months.js';
import { yearsQuery } from './queries.js';

/** A year whose days can be turned; nothing is changed before it is saved. */
export function YearEditor({ view, today }: { view: WorkdayYearView; today: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const refresh = useRefresh();
  const [days, setDays] = useState(view.days);
  const [status, setStatus] = useState(view.status);
  const [note, setNote] = useState(view.note);
  const { year, revision } = view;
  const changed =
    status !== view.status || note !== view.note || JSON.stringify(days) !== JSON.stringify(view.days);
  const save = useMutation({
    mutationFn: () => saveWorkdays({ year, status, days, note, revision }),
    onSuccess: async (saved) => {
      client.setQueryData(yearsQuery(year).queryKey, { items: [saved] });
      message.success(t('workdays.saved', { year }));
      await refresh(['workdays', 'notice', 'ledger']);
    },
  });
  return (
    <>
      <div className="card workdays-edit">
        <div className="form-row">
          <span className="form-label" id="workdays-status">
            {t('workdays.statusLabel')}
          </span>
          <Radio.Group
            aria-labelledby="workdays-status"
            value={status}
            onChange={(event) => {
              setStatus(WorkdayStatus.parse(event.target.value));
            }}
            options={WorkdayStatus.options.map((value) => ({ value, label: t(`workdays.status.${value}`) }))}
          />
        </div>
        <div className="form-row">
          <label htmlFor="workdays-note">{t('workdays.note')}</label>
          <Input
            id="workdays-note"
            maxLength={200}
            value={note}
            placeholder={t('workdays.noteHint')}
            onChange={(event) => {
              setNote(event.target.value);
            }}
          />
        </div>
        <p className="form-hint">{t('workdays.how')}</p>
        {save.isError &&
          (hasCode(save.error, 'stale_revision') ? (
            <Notice
              tone="amber"
              title={t('workdays.stale')}
              action={<Button onClick={() => void refresh(['workdays'])}>{t('workdays.reload')}</Button>}
            />
          ) : (
            <Failure error={save.error} />
          ))}
        <div className="workdays-actions">
          <Button
            type="primary"
            disabled={!changed}
            loading={save.isPending}
            onClick={() => {
              save.mutate();
            }}
          >
            {t('workdays.save', { year })}
          </Button>
          <Button
            disabled={!changed}
            onClick={() => {
              setDays(view.days);
              setStatus(view.status);
              setNote(view.note);
            }}
          >
            {t('workdays.discard')}
          </Button>
        </div>
      </div>
      <Months
        year={year}
        days={days}
        today={today}
        onTurn={(day) => {
          setDays((present) => turned(present, day));
        }}
      />
    </>
  );
}
