import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ResolveDelivery,
  type AttemptView,
  type DeliveryDetail,
} from '../../../../src/contract/api/delivery.js';
import { resolveDelivery } from '../../api/delivery-calls.js';
import { useRefresh } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Evidence } from '../../ui/evidence.js';
import { Failure } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { useCodeWord } from '../../ui/words.js';

type Choice = ResolveDelivery['choice'];
const CHOICES = ResolveDelivery.shape.choice.options;

/** Nobody knows whether it went out: a person who has looked says so. */
export function ResolveForm({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [choice, setChoice] = useState<Choice>();
  const [note, setNote] = useState('');
  const resolve = useMutation({
    mutationFn: (body: ResolveDelivery) => resolveDelivery(delivery.id, body),
    onSuccess: async () => {
      message.success(t('resolve.done'));
      await refresh();
    },
  });
  const body = ResolveDelivery.safeParse({ choice, note });
  return (
    <section className="resolve">
      <h3 className="story-head">{t('resolve.title')}</h3>
      {delivery.task !== undefined && <p>{inLanguage(delivery.task.text, currentLanguage())}</p>}
      <LastSeen attempt={delivery.attempts.at(-1)} />
      <p>{t('resolve.text', { target: delivery.targetName })}</p>
      <Radio.Group
        className="resolve-choices"
        value={choice}
        onChange={(event) => {
          setChoice(ResolveDelivery.shape.choice.parse(event.target.value));
        }}
        options={CHOICES.map((value) => ({ value, label: t(`resolve.${value}`) }))}
      />
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={2000}
        aria-label={t('resolve.note')}
        placeholder={t('resolve.note')}
        value={note}
        onChange={(event) => {
          setNote(event.target.value);
        }}
      />
      {resolve.isError && <Failure error={resolve.error} />}
      <Button
        type="primary"
        disabled={!body.success}
        loading={resolve.isPending}
        onClick={() => {
          if (body.success) resolve.mutate(body.data);
        }}
      >
        {t('resolve.ok')}
      </Button>
    </section>
  );
}

/** What the newest attempt brought to light, for whoever has to judge. */
function LastSeen({ attempt }: { attempt: AttemptView | undefined }) {
  const { t } = useTranslation();
  const word = useCodeWord('outcome');
  if (attempt === undefined) return null;
  return (
    <div className="resolve-seen">
      <p>
        <strong>{t(`attempt.${attempt.kind}`)}</strong>{' '}
        {attempt.outcome === undefined ? t('attempt.noAnswer') : word(attempt.outcome)} ·{' '}
        <When at={attempt.startedAt} />
      </p>
      {attempt.evidence !== undefined && attempt.evidence !== null && (
        <Evidence label={t('attempt.evidence')} data={attempt.evidence} open />
      )}
    </div>
  );
}
