import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  SetNotificationMail,
  type NotificationMail,
} from '../../../../src/contract/api/notification-mail.js';
import { getNotificationMail, setNotificationMail } from '../../api/notification-calls.js';
import { Failure, useProblemText } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { KindChoice } from '../../ui/kind-choice.js';

const queryKey = ['notifications', 'mail'];

/** Which notifications the member wants by mail. */
export function ByMail() {
  const { t } = useTranslation();
  // What is being filled in is not replaced by what another window saved.
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => getNotificationMail(signal),
    refetchOnWindowFocus: false,
  });
  const { data } = query;
  return (
    <section aria-label={t('byMail.title')}>
      <h2 className="section-title">{t('byMail.title')}</h2>
      {query.isError && data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data !== undefined && (
        <p className="quiet guard-lead">
          {data.available ? t('byMail.text', { count: data.everyMinutes }) : t('byMail.unavailable')}
        </p>
      )}
      {data?.available === true && <MailForm wish={data} />}
    </section>
  );
}

function MailForm({ wish: { address: begun, kinds: chosen } }: { wish: NotificationMail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const words = useProblemText();
  const [address, setAddress] = useState(begun);
  const [kinds, setKinds] = useState(chosen);
  const wish = SetNotificationMail.safeParse({ address: address.trim(), kinds });
  const save = useMutation({
    mutationFn: setNotificationMail,
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      message.success(t('byMail.saved'));
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <div className="card by-mail">
      <FormRow id="by-mail-address" label={t('byMail.address')}>
        <Input
          id="by-mail-address"
          type="email"
          autoComplete="email"
          maxLength={254}
          value={address}
          onChange={(event) => {
            setAddress(event.target.value);
          }}
        />
      </FormRow>
      <KindChoice label={t('byMail.kinds')} value={kinds} onChange={setKinds} />
      <Button
        disabled={!wish.success}
        loading={save.isPending}
        onClick={() => {
          if (wish.success) save.mutate(wish.data);
        }}
      >
        {t('action.save')}
      </Button>
    </div>
  );
}
