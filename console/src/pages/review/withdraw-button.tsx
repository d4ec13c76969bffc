import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { withdrawSubmission } from '../../api/announcement-calls.js';
import { useMay, useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';

/** The drafter takes a submission back as long as nobody has decided on it. */
export function WithdrawButton({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const words = useProblemText();
  const mine = useMe().member.id === version.drafter.id;
  const may = useMay('announcement.submit');
  if (!mine || !may || version.state !== 'review' || version.decisions.length > 0) return null;

  async function withdraw(): Promise<void> {
    try {
      await withdrawSubmission(version.announcementId);
      await refresh();
      message.success(t('version.withdrawn'));
      await navigate(`/announcements/${version.announcementId}/edit`);
    } catch (error) {
      message.error(words(error));
    }
  }

  return (
    <Button
      onClick={() => {
        modal.confirm({
          title: t('version.withdrawTitle', { title: version.title }),
          content: t('version.withdrawText'),
          okText: t('version.withdraw'),
          cancelText: t('action.cancel'),
          onOk: withdraw,
        });
      }}
    >
      {t('version.withdraw')}
    </Button>
  );
}
