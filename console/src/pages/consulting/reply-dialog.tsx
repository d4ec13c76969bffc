import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ConsultationVerdict,
  ReplyConsultation,
  verdictsOf,
  type ConsultationView,
} from '../../../../src/contract/api/consultations.js';
import type { AttachedFile } from '../../../../src/contract/api/intake.js';
import { replyConsultation } from '../../api/consulting-calls.js';
import { uploadBlob } from '../../api/upload.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { Failure } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { OneFile } from '../../ui/one-file.js';

/** What came back, when, and the paper itself. It stays as it is recorded. */
export function ReplyDialog({ view, onClose }: { view: ConsultationView; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [verdict, setVerdict] = useState<ConsultationVerdict>();
  const [text, setText] = useState('');
  const [receivedAt, setReceivedAt] = useState<string | undefined>(() => hubNow().toISOString());
  const [file, setFile] = useState<AttachedFile>();
  const body = ReplyConsultation.safeParse({ verdict, text, receivedAt, file });
  const reply = useMutation({
    mutationFn: (wish: ReplyConsultation) => replyConsultation(view.id, wish),
    onSuccess: async () => {
      message.success(t('consultation.replyForm.done'));
      onClose();
      await refresh();
    },
  });
  return (
    <Modal
      open
      title={t('consultation.replyForm.title', { organ: view.organ })}
      okText={t('consultation.replyForm.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={reply.isPending}
      onOk={() => {
        if (body.success) reply.mutate(body.data);
      }}
      onCancel={onClose}
      width={560}
    >
      <p className="consultation-quote">
        <span className="quiet">{t('consultation.question')}</span>
        {view.question}
      </p>
      <div className="form-row">
        <span className="form-label" id="consult-verdict">
          {t('consultation.replyForm.verdict')}
        </span>
        <Radio.Group
          aria-labelledby="consult-verdict"
          value={verdict}
          onChange={(event) => {
            setVerdict(ConsultationVerdict.parse(event.target.value));
          }}
          options={verdictsOf[view.kind].map((value) => ({
            value,
            label: t(`consultation.verdict.${value}`),
          }))}
        />
      </div>
      <div className="form-row">
        <label htmlFor="consult-reply">{t('consultation.replyForm.text')}</label>
        <Input.TextArea
          id="consult-reply"
          value={text}
          maxLength={5000}
          autoSize={{ minRows: 3, maxRows: 12 }}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <span className="form-hint">{t('consultation.replyForm.stays')}</span>
      </div>
      <div className="form-row">
        <label htmlFor="consult-received">{t('consultation.replyForm.receivedAt')}</label>
        <OfficeTimePicker id="consult-received" value={receivedAt} onChange={setReceivedAt} />
      </div>
      <OneFile
        words={{
          label: t('consultation.replyForm.file'),
          choose: t('consultation.replyForm.pick'),
          hint: t('consultation.secret'),
        }}
        value={file}
        send={uploadBlob}
        onChange={setFile}
        optional
      />
      {reply.isError && <Failure error={reply.error} />}
    </Modal>
  );
}
