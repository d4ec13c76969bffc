import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AfterOutcome,
  SettleAfterReview,
  type AfterReviewView,
} from '../../../../src/contract/api/emergency.js';
import { settleAfterReview } from '../../api/emergency-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { When } from '../../ui/when.js';
import { afterTones } from './after-tones.js';
import './emergency.css';

/** The review after the release: when it is due, and what it came to. */
export function AfterReview({ review }: { review: AfterReviewView }) {
  const { t } = useTranslation();
  const { state, outcome, note, reviewedBy, reviewedAt } = review;
  return (
    <section className="card duty-card" aria-label={t('after.title')}>
      <h3>
        {t('after.title')} <span className={afterTones[state]}>{t(`after.state.${state}`)}</span>
      </h3>
      <p className="quiet">
        {t('after.approvedBy', { names: review.approvedBy.map(({ name }) => name).join(t('list.comma')) })}
        {' · '}
        {t('after.due')} <When at={review.dueAt} />
      </p>
      {outcome !== undefined && (
        <p>
          <strong>{t(`after.outcome.${outcome}`)}</strong> {reviewedBy?.name}{' '}
          {reviewedAt !== undefined && <When at={reviewedAt} />} {note}
        </p>
      )}
      {review.mayReview && <Form review={review} />}
      {outcome === undefined && review.mayNotBecause !== undefined && (
        <p className="quiet">{t(`after.mayNot.${review.mayNotBecause}`)}</p>
      )}
    </section>
  );
}

function Form({ review }: { review: AfterReviewView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [outcome, setOutcome] = useState<AfterOutcome>('confirmed');
  const [note, setNote] = useState('');
  const wish = SettleAfterReview.safeParse({ outcome, note });
  const settle = useMutation({
    mutationFn: (body: SettleAfterReview) => settleAfterReview(review.versionId, body),
    onSuccess: async () => {
      message.success(t('after.settled'));
      await refresh(['version', 'after-reviews', 'record', 'ledger']);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wish.success) settle.mutate(wish.data);
      }}
    >
      <Radio.Group
        aria-label={t('after.title')}
        value={outcome}
        onChange={(event) => {
          setOutcome(AfterOutcome.parse(event.target.value));
        }}
        options={AfterOutcome.options.map((value) => ({ value, label: t(`after.outcome.${value}`) }))}
      />
      {outcome !== 'confirmed' && <p className="tone-amber">{t('after.next')}</p>}
      <FormRow id="after-note" label={t('after.note')} hint={t('after.noteHint')}>
        <Input.TextArea
          id="after-note"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={1000}
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
      </FormRow>
      {settle.isError && <Failure error={settle.error} />}
      <Button type="primary" htmlType="submit" disabled={!wish.success} loading={settle.isPending}>
        {t('after.submit')}
      </Button>
    </form>
  );
}
