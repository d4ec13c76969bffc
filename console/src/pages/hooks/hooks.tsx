import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getHooks } from '../../api/notification-calls.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { HookCard } from './hook-card.js';
import { HookDialog } from './hook-dialog.js';
import { MailServerCard } from './mail-server.js';
import './hooks.css';

/** The robots and systems that are told what members are told. */
export function HooksPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: ['hooks'],
    queryFn: ({ signal }) => getHooks(signal),
    // How sending goes is not announced: nobody waits for it but who looks at this page.
    refetchInterval: 10_000,
  });
  const hooks = query.data ?? [];
  const add = (
    <Button
      type="primary"
      onClick={() => {
        setAdding(true);
      }}
    >
      {t('hook.add')}
    </Button>
  );
  return (
    <Page title={t('nav.hooks')} lead={t('hook.lead')} actions={hooks.length > 0 && add}>
      {query.isPending && <Loading lines={4} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && hooks.length === 0 && (
        <div className="card">
          <Empty title={t('hook.none')} text={t('hook.noneText')}>
            {add}
          </Empty>
        </div>
      )}
      {hooks.length > 0 && (
        <ul className="hooks">
          {hooks.map((hook) => (
            <HookCard key={hook.id} hook={hook} />
          ))}
        </ul>
      )}
      <MailServerCard />
      {adding && (
        <HookDialog
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </Page>
  );
}
