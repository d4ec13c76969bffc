import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Modal, Radio } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ConsultationVerdict,
  ReplyConsultation,
  verdictsOf,
  type ConsultationView,
} from '../../../../src/contract/api/consultations.js';
import { draftLimits, type AttachedFile } from '../../../../src/contract/api/intake.js';
import { replyConsultation } from '../../api/consulting-calls.js';
import { Problem } from '../../api/problem.js';
import { uploadBlob } from '../../api/upload.js';
import { useRefresh } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { fileSize } from '../../lib/text.js';
import { Failure } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';

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
      <ReplyFile file={file} onChange={setFile} />
      {reply.isError && <Failure error={reply.error} />}
    </Modal>
  );
}

interface ReplyFileProps {
  file: AttachedFile | undefined;
  onChange: (file: AttachedFile | undefined) => void;
}

/** The scanned letter, kept as every other file of the office is. */
function ReplyFile({ file, onChange }: ReplyFileProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: async (chosen: File) => {
      if (chosen.size > draftLimits.fileBytes) throw new Problem('file_too_large');
      return uploadBlob(chosen);
    },
    onSuccess: onChange,
  });
  return (
    <div className="form-row">
      <span className="form-label">{t('consultation.replyForm.file')}</span>
      {file === undefined ? (
        <span>
          <Button size="small" loading={upload.isPending} onClick={() => input.current?.click()}>
            {t('consultation.replyForm.pick')}
          </Button>
        </span>
      ) : (
        <span className="consultation-file">
          <PaperClipOutlined aria-hidden /> {file.name}{' '}
          <span className="quiet num">{fileSize(file.size)}</span>{' '}
          <button
            type="button"
            className="link-button danger"
            onClick={() => {
              onChange(undefined);
            }}
          >
            {t('action.remove')}
          </button>
        </span>
      )}
      <span className="form-hint">{t('consultation.secret')}</span>
      {upload.isError && <Failure error={upload.error} />}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('consultation.replyForm.pick')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) upload.mutate(chosen);
          event.target.value = '';
        }}
      />
    </div>
  );
}
