import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyList } from '../../../../src/contract/api/emergency.js';
import { getDuty, setDuty } from '../../api/emergency-calls.js';
import { Failure, Loading } from '../../ui/feedback.js';
import './emergency.css';

/** Who may let emergency announcements go, two at a time. */
export function DutyCard() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ['duty'], queryFn: ({ signal }) => getDuty(signal) });
  return (
    <section className="card duty-card" aria-label={t('duty.title')}>
      <h2>{t('duty.title')}</h2>
      <p className="quiet">{t('duty.lead')}</p>
      {query.isPending && <Loading lines={2} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && (
        <Choice key={query.data.members.map(({ id }) => id).join()} list={query.data} />
      )}
    </section>
  );
}

function Choice({ list }: { list: DutyList }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(() => list.members.map(({ id }) => id));
  const save = useMutation({
    mutationFn: () => setDuty(chosen),
    onSuccess: (answer) => {
      client.setQueryData(['duty'], answer);
      message.success(t('duty.saved'));
    },
  });
  return (
    <>
      {list.members.length === 0 && <p className="tone-amber">{t('duty.none')}</p>}
      <div className="duty-choice">
        <Select
          mode="multiple"
          aria-label={t('duty.title')}
          value={chosen}
          onChange={setChosen}
          showSearch={{ optionFilterProp: 'label' }}
          options={list.candidates.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Button
          loading={save.isPending}
          onClick={() => {
            save.mutate();
          }}
        >
          {t('duty.save')}
        </Button>
      </div>
      {save.isError && <Failure error={save.error} />}
    </>
  );
}
