import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AskConsultation,
  type ConsultationKind,
  type ConsultationList,
  type ConsultationView,
} from '../../../../src/contract/api/consultations.js';
import { workdaysBetween } from '../../../../src/contract/kit/workdays.js';
import { askConsultation } from '../../api/consulting-calls.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { officeClock } from '../../lib/time.js';
import { Failure } from '../../ui/feedback.js';
import { useWorkCalendar } from '../workdays/queries.js';

interface AskProps {
  announcementId: string;
  list: ConsultationList;
  kind: ConsultationKind;
  /** The same body is asked once more, in the place of this one. */
  again?: ConsultationView;
  onClose: () => void;
}

/** Which body is asked what, and until when. */
export function AskDialog({ announcementId, list, kind, again, onClose }: AskProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [organ, setOrgan] = useState(again?.organ ?? '');
  const [contact, setContact] = useState(again?.contact ?? '');
  const [question, setQuestion] = useState(again?.question ?? '');
  const [dueOn, setDueOn] = useState(list.offered.dueOn);
  const body = AskConsultation.safeParse({ kind, organ, contact, question, dueOn, againOf: again?.id });
  const isPast = dueOn < today();
  const ask = useMutation({
    mutationFn: (wish: AskConsultation) => askConsultation(announcementId, wish),
    onSuccess: async () => {
      message.success(t('consultation.form.done', { organ: organ.trim() }));
      onClose();
      await refresh();
    },
  });
  return (
    <Modal
      open
      title={t(`consultation.form.${again === undefined ? kind : 'again'}`)}
      okText={t('consultation.form.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success || isPast }}
      confirmLoading={ask.isPending}
      onOk={() => {
        if (body.success) ask.mutate(body.data);
      }}
      onCancel={onClose}
      width={560}
    >
      <div className="form-row">
        <label htmlFor="consult-organ">
          {t(kind === 'escalation' ? 'consultation.form.superior' : 'consultation.form.organ')}
        </label>
        <Input
          id="consult-organ"
          value={organ}
          maxLength={100}
          disabled={again !== undefined}
          placeholder={t(
            kind === 'escalation' ? 'consultation.form.superiorHint' : 'consultation.form.organHint',
          )}
          onChange={(event) => {
            setOrgan(event.target.value);
          }}
        />
      </div>
      <div className="form-row">
        <label htmlFor="consult-contact">
          {t('consultation.form.contact')}
          <span className="form-optional">{t('form.optional')}</span>
        </label>
        <Input
          id="consult-contact"
          value={contact}
          maxLength={200}
          onChange={(event) => {
            setContact(event.target.value);
          }}
        />
      </div>
      <div className="form-row">
        <label htmlFor="consult-question">{t('consultation.form.question')}</label>
        <Input.TextArea
          id="consult-question"
          value={question}
          maxLength={5000}
          autoSize={{ minRows: 3, maxRows: 10 }}
          onChange={(event) => {
            setQuestion(event.target.value);
          }}
        />
        <span className="form-hint">{t('consultation.secret')}</span>
      </div>
      <div className="form-row">
        <label htmlFor="consult-due">{t('consultation.form.dueOn')}</label>
        <Input
          id="consult-due"
          type="date"
          min={today()}
          value={dueOn}
          status={isPast ? 'error' : ''}
          onChange={(event) => {
            setDueOn(event.target.value);
          }}
        />
        <DueHint dueOn={dueOn} list={list} />
      </div>
      {ask.isError && <Failure error={ask.error} />}
    </Modal>
  );
}

const today = (): string => officeClock(hubNow()).slice(0, 10);

/** How many working days that gives. */
function DueHint({ dueOn, list }: { dueOn: string; list: ConsultationList }) {
  const { t } = useTranslation();
  const calendar = useWorkCalendar();
  if (calendar === undefined || dueOn === '' || dueOn === list.offered.dueOn)
    return <span className="form-hint">{t('consultation.form.dueHint', { count: list.offered.days })}</span>;
  const { count, years } = workdaysBetween(calendar, today(), dueOn);
  return (
    <span className="form-hint" aria-live="polite">
      {t('consultation.form.dueDays', { count })}
      {years.length > 0 && ` ${t('consultation.uncertain', { years: years.join(t('list.comma')) })}`}
    </span>
  );
}
