import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { getRegister } from '../../api/figure-calls.js';
import { asProblem } from '../../api/problem.js';
import { hubNow } from '../../lib/clock.js';
import { daysOf, instantsOf } from '../../lib/period.js';
import { saveFile } from '../../lib/save-file.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { PeriodPicker } from '../finding/period-picker.js';

/** 信息发布台账 as a workbook or on paper, for a period that is asked for first. */
export function RegisterExport() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [period, setPeriod] = useState('30d');
  const [form, setForm] = useState<'xlsx' | 'pdf'>('xlsx');
  const today = dayText(hubNow());
  // An open end is today's; an open beginning is none.
  const days = { to: today, ...daysOf(period, today) };
  const span = instantsOf(days);
  const register = useMutation({
    mutationFn: getRegister,
    onSuccess: ({ name, content }) => {
      saveFile(name, content);
      setOpen(false);
    },
  });
  const most = asProblem(register.error).details?.facts?.['most'];
  const ready = days.from !== undefined && days.from <= days.to;
  return (
    <>
      <Button
        onClick={() => {
          register.reset();
          setOpen(true);
        }}
      >
        {t('register.open')}
      </Button>
      <Modal
        open={open}
        title={t('register.title')}
        okText={t('register.get')}
        okButtonProps={{ disabled: !ready }}
        confirmLoading={register.isPending}
        onOk={() => {
          if (ready) register.mutate({ form, ...span });
        }}
        onCancel={() => {
          setOpen(false);
        }}
        width={480}
      >
        <p className="modal-lead">{t('register.lead')}</p>
        <div className="register-choice">
          <PeriodPicker value={period} onChange={setPeriod} required />
          <Segmented<'xlsx' | 'pdf'>
            aria-label={t('register.form')}
            value={form}
            onChange={(next) => {
              register.reset();
              setForm(next);
            }}
            options={(['xlsx', 'pdf'] as const).map((value) => ({ value, label: t(`register.${value}`) }))}
          />
        </div>
        {register.isError &&
          (typeof most === 'number' ? (
            <Notice tone="amber">
              {t(form === 'pdf' ? 'register.tooManyPages' : 'register.tooMany', { most })}
            </Notice>
          ) : (
            <Failure error={register.error} />
          ))}
      </Modal>
    </>
  );
}
