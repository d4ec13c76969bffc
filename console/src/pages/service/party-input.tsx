import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SetParty } from '../../../../src/contract/api/service.js';
import { setParty } from '../../api/service-calls.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { serviceQuery, type Served } from './query.js';

/** For whom a draft is: kept by itself and not with the text, since it is personal data. */
export function PartyInput({ announcement, readOnly }: { announcement: Served; readOnly: boolean }) {
  const query = useQuery({ ...serviceQuery(announcement), enabled: announcement.party !== undefined });
  if (announcement.party === undefined) return <Field announcement={announcement} readOnly={readOnly} />;
  if (query.isPending) return <Loading lines={1} />;
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Field
      key={announcement.party}
      announcement={announcement}
      readOnly={readOnly}
      name={query.data.party ?? ''}
    />
  );
}

interface FieldProps {
  announcement: Served;
  readOnly: boolean;
  name?: string;
}

function Field({ announcement: { id }, readOnly, name = '' }: FieldProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [text, setText] = useState(name);
  const wish = SetParty.safeParse({ name: text });
  const set = useMutation({
    mutationFn: (given: string) => setParty(id, given),
    onSuccess: (detail) => {
      client.setQueryData(['announcement', id], detail);
      message.success(t('service.partySaved'));
    },
  });
  const save = (): void => {
    if (wish.success && wish.data.name !== name && !set.isPending) set.mutate(wish.data.name);
  };
  return (
    <>
      <div className="meta-field">
        <label htmlFor="audience-party">{t('service.party')}</label>
        <Input
          id="audience-party"
          value={text}
          maxLength={200}
          disabled={readOnly}
          placeholder={t('service.partyHint')}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onBlur={save}
          onPressEnter={save}
        />
      </div>
      <p className="form-hint">{t('service.partyStays')}</p>
      {set.isError && (
        <Failure
          error={set.error}
          onRetry={() => {
            set.reset();
            save();
          }}
        />
      )}
    </>
  );
}
