import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { discardCorrection } from '../../api/announcement-calls.js';
import { useRefresh } from '../../app/queries.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { Notice, useProblemText } from '../../ui/feedback.js';

interface CorrectionBannerProps {
  announcement: AnnouncementDetail;
  note: string;
  saver: DraftSaver;
}

/** Above the draft of a correction: what the public will read above the text, and the way back to what is out. */
export function CorrectionBanner({ announcement, note, saver }: CorrectionBannerProps) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const words = useProblemText();
  const { title } = saver.state().fields;

  async function discard(): Promise<void> {
    try {
      // What was written is thrown away, but nothing may still be on its way when the draft is locked again.
      await saver.flush();
      saver.stop();
      await discardCorrection(announcement.id);
      message.success(t('correction.discarded'));
      await navigate(`/announcements/${announcement.id}`, { replace: true });
      await refresh();
    } catch (error) {
      message.error(words(error));
    }
  }

  return (
    <Notice
      tone="amber"
      title={t('correction.begun')}
      action={
        <Button
          size="small"
          onClick={() => {
            modal.confirm({
              title: t('correction.discardTitle', {
                title: title === '' ? t('announcement.untitled') : title,
              }),
              content: t('correction.discardText'),
              okText: t('correction.discard'),
              okButtonProps: { danger: true },
              cancelText: t('action.cancel'),
              onOk: discard,
            });
          }}
        >
          {t('correction.discard')}
        </Button>
      }
    >
      <p>
        <strong>{t('correction.note')}</strong> {note}
      </p>
      <p>{t('correction.begunText')}</p>
    </Notice>
  );
}
