import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DelegationView } from '../../../../src/contract/api/delegations.js';
import { getDelegations, revokeDelegation } from '../../api/delegation-calls.js';
import { useMay, useMe } from '../../app/me.js';
import { Failure, Loading, useProblemText } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { DelegationDialog } from './delegation-dialog.js';
import { DELEGATIONS, useKeepDelegations } from './keep.js';
import './delegations.css';

/** Whose steps are whose for a while: the member's own on their account, everybody's for an administrator. */
export function Delegations({ scope }: { scope: 'own' | 'office' }) {
  const { t } = useTranslation();
  const me = useMe();
  const decides = useMay('review.decide');
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: DELEGATIONS,
    queryFn: ({ signal }) => getDelegations(signal),
    enabled: scope === 'office' || decides,
  });
  const items = (query.data?.items ?? []).filter(
    ({ from, to }) => scope === 'office' || [from.id, to.id].includes(me.member.id),
  );
  if (scope === 'own' && !decides) return null;
  return (
    <section className="card delegations" aria-label={t('delegation.title')}>
      <div className="delegations-head">
        <div>
          <h2>{t('delegation.title')}</h2>
          <p className="quiet">{t('delegation.lead')}</p>
        </div>
        <Button
          disabled={!query.isSuccess}
          onClick={() => {
            setAdding(true);
          }}
        >
          {t('delegation.add')}
        </Button>
      </div>
      {query.isPending && <Loading lines={2} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && <p className="quiet">{t('delegation.none')}</p>}
      <ul>
        {items.map((one) => (
          <DelegationLine key={one.id} one={one} />
        ))}
      </ul>
      {adding && query.data !== undefined && (
        <DelegationDialog
          members={query.data.members}
          fromId={scope === 'own' ? me.member.id : undefined}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </section>
  );
}

const tones = { now: 'tone-pine', coming: 'tone-slate', over: 'quiet', revoked: 'tone-cinnabar' } as const;

function DelegationLine({ one }: { one: DelegationView }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const words = useProblemText();
  const keep = useKeepDelegations();
  const revoke = useMutation({
    mutationFn: () => revokeDelegation(one.id),
    onSuccess: async (list) => {
      message.success(t('delegation.revoked'));
      await keep(list);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  const names = { from: one.from.name, to: one.to.name };
  return (
    <li>
      <span>
        <strong>{t('delegation.line', names)}</strong>{' '}
        <span className={tones[one.state]}>{t(`delegation.state.${one.state}`)}</span>
      </span>
      <span className="quiet">
        <When at={one.startsAt} /> — <When at={one.endsAt} />
        {' · '}
        {one.categories === undefined ? t('delegation.all') : one.categories.join(t('list.comma'))}
        {' · '}
        {one.reason}
        {one.revokedBy !== undefined && ` · ${t('delegation.revokedBy', { name: one.revokedBy.name })}`}
      </span>
      {one.mayRevoke && (
        <Button
          size="small"
          aria-label={t('delegation.revokeOf', names)}
          loading={revoke.isPending}
          onClick={() => {
            modal.confirm({
              title: t('delegation.revokeTitle', names),
              content: t('delegation.revokeText'),
              okText: t('delegation.revoke'),
              cancelText: t('action.cancel'),
              onOk: async () => {
                await revoke.mutateAsync();
              },
            });
          }}
        >
          {t('delegation.revoke')}
        </Button>
      )}
    </li>
  );
}
