import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { getInvitations, withdrawInvitation } from '../../api/people-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';

/** Who was invited and has not come yet; nothing stands here without any. */
export function Invitations() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const waiting = useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => getInvitations(signal),
    // Each reading is written down: none that nobody asked for.
    refetchOnWindowFocus: false,
  });
  const withdraw = useMutation({
    mutationFn: withdrawInvitation,
    onSuccess: async () => {
      message.success(t('invite.withdrawn'));
      await refresh(['invitations']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  const rows = waiting.data ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-label={t('invite.waiting')}>
      <h2 className="section-title">{t('invite.waiting')}</h2>
      <ul className="card members">
        {rows.map((row) => (
          <li key={row.id} className="member">
            <span className="member-name">{row.name}</span>
            <span className="member-username quiet">{row.department?.name}</span>
            <span className="member-roles">
              {row.roles.map((role) => t(`role.${role}`)).join(t('list.comma'))}
            </span>
            <span className="member-since quiet">
              {t('invite.until')} <When at={row.expiresAt} />
            </span>
            <Button
              size="small"
              aria-label={t('invite.withdrawOf', { name: row.name })}
              onClick={() => {
                withdraw.mutate(row.id);
              }}
            >
              {t('invite.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
