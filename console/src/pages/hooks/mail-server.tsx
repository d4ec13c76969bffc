import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TestMail, type MailServerView } from '../../../../src/contract/api/notification-mail.js';
import { getMailServer, removeMailServer, testMailServer } from '../../api/notification-calls.js';
import { Failure, useProblemText } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { When } from '../../ui/when.js';
import { MailServerDialog } from './mail-server-dialog.js';
import { mailServerKey } from './mail-server-key.js';

/** The office's mail server for notifications. */
export function MailServerCard() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'set' | 'test'>();
  const query = useQuery({ queryKey: mailServerKey, queryFn: ({ signal }) => getMailServer(signal) });
  const { data } = query;
  const close = (): void => {
    setOpen(undefined);
  };
  return (
    <section className="card mail-server" aria-label={t('mailServer.title')}>
      <h2>{t('mailServer.title')}</h2>
      <p className="quiet">{t('mailServer.text')}</p>
      {query.isError && data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data !== undefined && <Standing view={data} onOpen={setOpen} />}
      {open === 'set' && <MailServerDialog begun={data?.server} onClose={close} />}
      {open === 'test' && <TestDialog onClose={close} />}
    </section>
  );
}

function Standing({ view, onOpen }: { view: MailServerView; onOpen: (what: 'set' | 'test') => void }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const words = useProblemText();
  const { server, last } = view;
  const remove = useMutation({
    mutationFn: removeMailServer,
    onSuccess: () => client.invalidateQueries({ queryKey: mailServerKey }),
    onError: (error) => {
      message.error(words(error));
    },
  });
  const ask = (): void => {
    modal.confirm({
      title: t('mailServer.removeTitle'),
      content: t('mailServer.removeText'),
      okText: t('mailServer.remove'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        await remove.mutateAsync();
      },
    });
  };
  const button = (what: 'set' | 'test', word: string) => (
    <Button
      size="small"
      onClick={() => {
        onOpen(what);
      }}
    >
      {word}
    </Button>
  );
  if (!server)
    return (
      <div className="hook-foot">
        <span>{t('mailServer.none')}</span>
        {button('set', t('mailServer.set'))}
      </div>
    );
  const { senderName: name, senderAddress: address, host, port } = server;
  return (
    <>
      <p className="hook-place">{t('mailServer.from', { name, address, host, port })}</p>
      <div className="hook-foot">
        <span className={last?.ok === false ? 'hook-failed' : 'quiet'}>
          {last ? (
            <>
              {last.ok ? t('hook.lastOk') : t('hook.lastFailed', { words: last.words })} <When at={last.at} />
            </>
          ) : (
            t('hook.never')
          )}
        </span>
        <span className="hook-buttons">
          {button('test', t('mailServer.test'))}
          {button('set', t('mailServer.change'))}
          <Button size="small" onClick={ask}>
            {t('mailServer.remove')}
          </Button>
        </span>
      </div>
    </>
  );
}

function TestDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [to, setTo] = useState('');
  const wish = TestMail.safeParse({ to: to.trim() });
  const test = useMutation({
    mutationFn: testMailServer,
    onSuccess: (view) => {
      client.setQueryData(mailServerKey, view);
      if (view.last?.ok === true) message.success(t('hook.tested'));
      else message.error(t('hook.testFailed', { words: view.last?.words ?? '' }));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('mailServer.test')}
      okText={t('mailServer.test')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={test.isPending}
      onOk={() => {
        if (wish.success) test.mutate(wish.data.to);
      }}
      onCancel={onClose}
      width={420}
    >
      <FormRow id="mail-test-to" label={t('mailServer.testTo')}>
        <Input
          id="mail-test-to"
          type="email"
          autoFocus
          maxLength={254}
          value={to}
          onChange={(event) => {
            setTo(event.target.value);
          }}
        />
      </FormRow>
      {test.isError && <Failure error={test.error} />}
    </Modal>
  );
}
