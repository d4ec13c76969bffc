import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExtendNotice, type NoticeView } from '../../../../src/contract/api/notices.js';
import { dayAfter, endOfDay, nthWorkday } from '../../../../src/contract/kit/workdays.js';
import { extendNotice } from '../../api/notice-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { useWorkCalendar } from '../workdays/queries.js';
import { dayWord } from './window.js';

interface ExtendDialogProps {
  announcementId: string;
  notice: NoticeView;
  onClose: () => void;
}

/** Another last day, and why. What is offered gives back what an outage took, or what the calendar asks for. */
export function ExtendDialog({ announcementId, notice, onClose }: ExtendDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const least = dayAfter(notice.last);
  const calendar = useWorkCalendar();
  const next = calendar === undefined ? least : nthWorkday(calendar, notice.last, 1).day;
  const offered = [notice.suggested?.last, notice.tooShort?.last, next].filter((day) => day !== undefined);
  const [chosen, setLast] = useState<string>();
  const last = chosen ?? offered.sort().at(-1) ?? least;
  const [reason, setReason] = useState('');
  const body = ExtendNotice.safeParse({ endsAt: last < least ? '' : endOfDay(last), reason });
  const extend = useMutation({
    mutationFn: (wish: ExtendNotice) => extendNotice(announcementId, wish),
    onSuccess: async () => {
      message.success(t('notice.extendDone', { last: dayWord(last) }));
      onClose();
      await refresh();
    },
  });
  return (
    <Modal
      open
      title={t('notice.extendTitle')}
      okText={t('notice.extendOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={extend.isPending}
      onOk={() => {
        if (body.success) extend.mutate(body.data);
      }}
      onCancel={onClose}
      width={520}
    >
      <div className="form-row">
        <label htmlFor="notice-last">{t('notice.newLast')}</label>
        <Input
          id="notice-last"
          type="date"
          min={least}
          value={last}
          onChange={(event) => {
            setLast(event.target.value);
          }}
        />
        <span className="form-hint">{t('notice.nowLast', { last: dayWord(notice.last) })}</span>
      </div>
      <div className="form-row">
        <label htmlFor="notice-reason">{t('notice.reason')}</label>
        <Input.TextArea
          id="notice-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          placeholder={t('notice.reasonHint')}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <span className="form-hint">{t('notice.reasonLedger')}</span>
      </div>
      {notice.toBeTold.length > 0 && (
        <Notice tone="amber">
          {t('notice.toBeTold', { places: notice.toBeTold.join(t('list.comma')) })}
        </Notice>
      )}
      {extend.isError && <Failure error={extend.error} />}
    </Modal>
  );
}
