import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { copyAnnouncement } from '../../api/announcement-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';

/** One press to a new draft with the text, the attachments and the places of the last time. `of` names it for the ear. */
export function AgainButton({ id, of, small = false }: { id: string; of?: string; small?: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const words = useProblemText();
  const again = useMutation({
    mutationFn: () => copyAnnouncement(id),
    onSuccess: async (draft) => {
      await refresh(['announcements']);
      await navigate(`/announcements/${draft.id}/edit`, { state: { again: true } });
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <Button
      loading={again.isPending}
      {...(small ? { size: 'small' } : {})}
      {...(of === undefined ? {} : { 'aria-label': t('again.of', { title: of }) })}
      onClick={() => {
        again.mutate();
      }}
    >
      {t('again.action')}
    </Button>
  );
}
