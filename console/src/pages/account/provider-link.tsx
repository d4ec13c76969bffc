import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import type { AccountView } from '../../../../src/contract/api/people.js';
import { beginIdentityLink, unlinkIdentity } from '../../api/identity-calls.js';
import { useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { useSignOnWord } from '../login/sign-on-word.js';

/** Whether the provider knows the member: linked and unlinked here, each with fresh proof. */
export function ProviderLink({ provider: { linkedAt } }: { provider: NonNullable<AccountView['provider']> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { hasPassword } = useMe();
  const refresh = useRefresh();
  const words = useProblemText();
  useSayHowItEnded();
  const fail = (error: unknown): void => {
    message.error(words(error));
  };
  const link = useMutation({
    mutationFn: beginIdentityLink,
    onSuccess: ({ url }) => {
      window.location.assign(url);
    },
    onError: fail,
  });
  const unlink = useMutation({
    mutationFn: unlinkIdentity,
    onSuccess: async () => {
      message.success(t('signOn.unlinked'));
      await refresh(['account']);
    },
    onError: fail,
  });
  return (
    <section className="card guard-card" aria-label={t('signOn.title')}>
      <div>
        <h2 className="guard-title">{t('signOn.title')}</h2>
        <p className="quiet">
          {linkedAt === undefined ? (
            t('signOn.notLinked')
          ) : (
            <>
              {t('signOn.linkedAt')} <When at={linkedAt} />
            </>
          )}
        </p>
        {linkedAt !== undefined && !hasPassword && <p className="quiet">{t('signOn.onlyWay')}</p>}
      </div>
      {linkedAt === undefined && (
        <Button
          loading={link.isPending}
          onClick={() => {
            link.mutate();
          }}
        >
          {t('signOn.link')}
        </Button>
      )}
      {linkedAt !== undefined && hasPassword && (
        <Button
          danger
          loading={unlink.isPending}
          onClick={() => {
            unlink.mutate();
          }}
        >
          {t('signOn.unlink')}
        </Button>
      )}
    </section>
  );
}

/** Once, for who comes back from the provider; a reload says nothing again. */
function useSayHowItEnded(): void {
  const { message } = App.useApp();
  const word = useSignOnWord();
  const [search, setSearch] = useSearchParams();
  const result = search.get('sign_on');
  useEffect(() => {
    if (result === null) return;
    if (result === 'linked') message.success(word(result));
    else message.error(word(result));
    setSearch({}, { replace: true });
  }, [result, message, word, setSearch]);
}
