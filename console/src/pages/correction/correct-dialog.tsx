import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import {
  BeginCorrection,
  draftLimits,
  type AnnouncementDetail,
  type AnnouncementRow,
} from '../../../../src/contract/api/intake.js';
import { beginCorrection, getAnnouncement } from '../../api/announcement-calls.js';
import { useRefresh } from '../../app/queries.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';

interface CorrectDialogProps {
  announcement: Pick<AnnouncementRow, 'id' | 'title'>;
  onClose: () => void;
}

/** Asks what is corrected and why, and leads to the draft. Whoever finds it begun already is led there at once. */
export function CorrectDialog({ announcement, onClose }: CorrectDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [note, setNote] = useState('');
  const detail = useQuery({
    queryKey: ['announcement', announcement.id],
    queryFn: ({ signal }) => getAnnouncement(announcement.id, signal),
    staleTime: 0,
  });
  const begin = useMutation({
    mutationFn: (body: BeginCorrection) => beginCorrection(announcement.id, body),
    onSuccess: async () => {
      await refresh();
      await navigate(`/announcements/${announcement.id}/edit`);
    },
  });
  const title = t('correction.title', { title: announcement.title });
  // Once begun here, the answer says so too; the page is about to change.
  if (detail.data?.correction !== undefined && begin.isIdle)
    return <Begun detail={detail.data} title={title} onClose={onClose} />;
  const body = BeginCorrection.safeParse({ note });
  return (
    <Modal
      open
      onCancel={onClose}
      title={title}
      okText={t('correction.ok')}
      okButtonProps={{ disabled: !body.success || detail.data === undefined }}
      cancelText={t('action.cancel')}
      confirmLoading={begin.isPending}
      onOk={() => {
        if (body.success) begin.mutate(body.data);
      }}
      width={560}
    >
      <p className="modal-lead">{t('correction.text')}</p>
      {detail.isPending && <Loading lines={2} />}
      {detail.isError && <Failure error={detail.error} onRetry={() => void detail.refetch()} />}
      <div className="form-row">
        <label htmlFor="correction-note">{t('correction.note')}</label>
        <Input.TextArea
          id="correction-note"
          autoFocus
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={draftLimits.correction}
          showCount
          placeholder={t('correction.noteHint')}
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
        <span className="form-hint">{t('correction.notePublic')}</span>
      </div>
      {begin.isError && <Failure error={begin.error} />}
    </Modal>
  );
}

interface BegunProps {
  detail: AnnouncementDetail;
  title: string;
  onClose: () => void;
}

function Begun({ detail, title, onClose }: BegunProps) {
  const { t } = useTranslation();
  const submitted = detail.stage === 'review' || detail.stage === 'approved';
  const to = submitted ? `/versions/${detail.versionId ?? ''}` : `/announcements/${detail.id}/edit`;
  return (
    <Modal
      open
      onCancel={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('action.close')}</Button>
          <ButtonLink to={to} className="recall-onward" type="primary">
            {t(submitted ? 'correction.toVersion' : 'correction.toDraft')}
          </ButtonLink>
        </>
      }
      width={560}
    >
      <Notice tone="amber" title={t(submitted ? 'correction.alreadyReview' : 'correction.already')}>
        {detail.correction?.note}
      </Notice>
    </Modal>
  );
}
