import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getAccount } from '../../api/account-calls.js';
import { useMe } from '../../app/me.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { ChangePasswordDialog } from '../login/change-password-dialog.js';
import { DelegationsPanel } from '../delegations/parts.js';
import { ByMail } from './by-mail.js';
import { ProviderLink } from './provider-link.js';
import { SecondFactor } from './second-factor.js';
import { SessionList } from './session-list.js';
import { TokenList } from './token-list.js';
import './account.css';

/** How one's own account is guarded: password, second factor, sessions, keys for programs. */
export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [changing, setChanging] = useState(false);
  const account = useQuery({ queryKey: ['account'], queryFn: ({ signal }) => getAccount(signal) });
  return (
    <Page
      title={t('guard.title')}
      lead={`${me.member.name} · ${t('guard.lead', { username: me.member.username })}`}
    >
      <section className="card guard-card" aria-label={t('guard.password')}>
        <div>
          <h2 className="guard-title">{t('guard.password')}</h2>
          <p className="quiet">{t(me.hasPassword ? 'guard.passwordText' : 'signOn.noPassword')}</p>
        </div>
        {me.hasPassword && (
          <Button
            onClick={() => {
              setChanging(true);
            }}
          >
            {t('guard.passwordAction')}
          </Button>
        )}
      </section>
      {account.isPending && <Loading lines={6} />}
      {account.isError && account.data === undefined && (
        <Failure error={account.error} onRetry={() => void account.refetch()} />
      )}
      {account.data !== undefined && (
        <>
          {account.data.provider !== undefined && <ProviderLink provider={account.data.provider} />}
          <SecondFactor account={account.data} />
          <SessionList sessions={account.data.sessions} />
          <TokenList tokens={account.data.tokens} />
        </>
      )}
      <DelegationsPanel scope="own" />
      <ByMail />
      <ChangePasswordDialog
        open={changing}
        onClose={() => {
          setChanging(false);
        }}
      />
    </Page>
  );
}
