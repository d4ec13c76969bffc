import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickupView } from '../../../../src/contract/api/press.js';
import type { Ask } from '../../../../src/contract/person.js';
import { getPickups } from '../../api/press-calls.js';
import { evidenceUrl } from '../../api/record-calls.js';
import { useLive } from '../../app/live.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { MoreRow } from '../../ui/more-row.js';
import { Page } from '../../ui/page.js';
import { TargetName } from '../../ui/target-name.js';
import { useMomentWords, When } from '../../ui/when.js';
import { NewPickup } from './new-pickup.js';
import './press.css';

/** Where the press used what was sent to it: the receipts of the media liaison's work. */
export function PickupsPage() {
  const { t } = useTranslation();
  const live = useLive();
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['pickups'],
    queryFn: ({ pageParam, signal }) => getPickups({ cursor: pageParam, limit: 30 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: live ? false : 10_000,
  });
  const pickups = query.data?.pages.flatMap((page) => page.items) ?? [];
  const add = (
    <Button
      type="primary"
      onClick={() => {
        setAdding(true);
      }}
    >
      {t('press.addPickup')}
    </Button>
  );
  return (
    <Page title={t('nav.pickups')} lead={t('press.pickupsLead')} actions={pickups.length > 0 && add}>
      {query.isPending && <Loading />}
      {query.isError && pickups.length === 0 && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && pickups.length === 0 && (
        <div className="card">
          <Empty title={t('press.pickupsNone')} text={t('press.pickupsNoneText')}>
            {add}
          </Empty>
        </div>
      )}
      {pickups.length > 0 && (
        <ul className="card">
          {pickups.map((pickup) => (
            <PickupRow key={pickup.id} pickup={pickup} />
          ))}
        </ul>
      )}
      <MoreRow query={query} shown={pickups.length} />
      {adding && (
        <NewPickup
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </Page>
  );
}

function PickupRow({ pickup }: { pickup: PickupView }) {
  const { t } = useTranslation();
  const target = (useTargets().data ?? []).find((one) => one.id === pickup.target.id);
  return (
    <li className={pickup.breach ? 'pickup pickup-breach' : 'pickup'}>
      <div className="pickup-head">
        <span className="pickup-title">{pickup.title}</span>
        {pickup.breach && (
          <span className="breach" title={t('press.breachHint')}>
            {t('press.breach')}
          </span>
        )}
      </div>
      <p className="pickup-facts">
        <TargetName target={pickup.target} />
        <span>
          {t('press.embargo')} <When at={pickup.publishAt} />
        </span>
        <span>
          {pickup.by === undefined ? t('press.byOutside') : t('press.by', { name: pickup.by.name })}{' '}
          <When at={pickup.reportedAt} />
        </span>
      </p>
      <dl className="pickup-answers">
        {Object.entries(pickup.answers).map(([name, value]) => (
          <Answer
            key={name}
            name={name}
            value={value}
            deliveryId={pickup.deliveryId}
            ask={target?.pickup?.ask.find((one) => one.name === name)}
          />
        ))}
      </dl>
    </li>
  );
}

interface AnswerProps {
  name: string;
  value: string;
  deliveryId: string;
  ask: Ask | undefined;
}

function Answer({ name, value, deliveryId, ask }: AnswerProps) {
  const moment = useMomentWords();
  const { t } = useTranslation();
  const language = currentLanguage();
  const words = () => {
    const choice = ask?.choices?.find((one) => one.value === value);
    if (choice !== undefined) return inLanguage(choice.label, language);
    if (ask?.kind === 'yes') return t('extras.yes');
    return ask?.kind === 'instant' ? moment(value) : value;
  };
  return (
    <div>
      <dt>{ask === undefined ? name : inLanguage(ask.label, language)}</dt>
      <dd>
        {ask?.kind === 'picture' ? (
          <a href={evidenceUrl(deliveryId, value)} target="_blank" rel="noreferrer noopener">
            <img
              className="pickup-shot"
              src={evidenceUrl(deliveryId, value)}
              alt={inLanguage(ask.label, language)}
            />
          </a>
        ) : ask?.kind === 'url' && /^https?:/i.test(value) ? (
          <a href={value} target="_blank" rel="noreferrer noopener">
            {value}
          </a>
        ) : (
          words()
        )}
      </dd>
    </div>
  );
}
