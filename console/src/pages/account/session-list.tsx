import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../../src/contract/api/people.js';
import { endOtherSessions, endSession } from '../../api/account-calls.js';
import { useRefresh } from '../../app/queries.js';
import { browserName } from '../../lib/browser-name.js';
import { useProblemText } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';

/** Where the member is signed in; each but this one can be ended from here. */
export function SessionList({ sessions }: { sessions: SessionView[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const end = useMutation({
    mutationFn: async (id: string | undefined) => (id === undefined ? endOtherSessions() : endSession(id)),
    onSuccess: async (_, id) => {
      if (id === undefined) message.success(t('guard.othersEnded'));
      await refresh(['account']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <section aria-label={t('guard.sessions')}>
      <h2 className="section-title">{t('guard.sessions')}</h2>
      <ul className="card guard-rows">
        {sessions.map((session) => {
          const browser = browserName(session.browser) ?? t('guard.unknownBrowser');
          return (
            <li key={session.id}>
              <span className="guard-name">
                {browser} {session.current && <span className="quiet">{t('guard.current')}</span>}
              </span>
              <span className="quiet">
                {t(session.madeBy === 'provider' ? 'signOn.startedBy' : 'guard.started')}{' '}
                <When at={session.startedAt} />
              </span>
              <span className="quiet">
                {t('guard.used')} <When at={session.usedAt} />
              </span>
              {!session.current && (
                <Button
                  size="small"
                  aria-label={t('guard.endOf', { browser })}
                  onClick={() => {
                    end.mutate(session.id);
                  }}
                >
                  {t('guard.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <Button
          loading={end.isPending}
          onClick={() => {
            end.mutate(undefined);
          }}
        >
          {t('guard.endOthers')}
        </Button>
      )}
    </section>
  );
}
