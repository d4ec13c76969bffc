import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { deleteDraft } from '../../api/announcement-calls.js';
import { useRefresh } from '../../app/queries.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { useProblemText } from '../../ui/feedback.js';

/** The quiet links under the form: the record so far, or throwing the draft away. */
export function DraftMenu({ announcement, saver }: { announcement: AnnouncementDetail; saver: DraftSaver }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const words = useProblemText();
  const remove = useMutation({
    mutationFn: async () => {
      saver.stop();
      await deleteDraft(announcement.id);
    },
    onSuccess: async () => {
      await navigate('/announcements', { replace: true });
      await refresh();
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  const title = saver.state().fields.title;
  if (announcement.versions.length > 0) {
    return (
      <p className="draft-menu">
        <Link to={`/announcements/${announcement.id}#consultations`}>{t('editor.consult')}</Link>
        <Link to={`/announcements/${announcement.id}`}>{t('editor.record')}</Link>
      </p>
    );
  }
  return (
    <p className="draft-menu">
      <Link to={`/announcements/${announcement.id}#consultations`}>{t('editor.consult')}</Link>
      <button
        type="button"
        className="link-button danger"
        onClick={() => {
          modal.confirm({
            title: t('editor.deleteTitle', { title: title === '' ? t('announcement.untitled') : title }),
            content: t('editor.deleteText'),
            okText: t('action.delete'),
            okButtonProps: { danger: true },
            cancelText: t('action.cancel'),
            onOk: () => remove.mutateAsync(),
          });
        }}
      >
        {t('editor.delete')}
      </button>
    </p>
  );
}
