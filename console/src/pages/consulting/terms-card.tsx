import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReviewTerms } from '../../../../src/contract/api/consultations.js';
import { setReviewTerms } from '../../api/consulting-calls.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { termsQuery } from './queries.js';
import './consulting.css';

/** The office's own periods, beside its procedures. */
export function TermsCard() {
  const { t } = useTranslation();
  const query = useQuery(termsQuery);
  return (
    <section aria-label={t('terms.title')}>
      <h2 className="section-title">{t('terms.title')}</h2>
      {query.isPending && <Loading lines={2} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <Fields terms={query.data} />}
    </section>
  );
}

const fields = [
  ['consultDays', 60],
  ['reappraiseMonths', 12],
  ['rectifyDays', 60],
] as const;

function Fields({ terms }: { terms: ReviewTerms }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [wish, setWish] = useState<Partial<Record<keyof ReviewTerms, number | null>>>({});
  const body = ReviewTerms.safeParse({ ...terms, ...wish });
  const save = useMutation({
    mutationFn: setReviewTerms,
    onSuccess: (saved) => {
      client.setQueryData(termsQuery.queryKey, saved);
      setWish({});
      message.success(t('terms.saved'));
    },
  });
  return (
    <div className="card terms-card">
      {fields.map(([field, most]) => (
        <div key={field} className="form-row">
          <label htmlFor={`terms-${field}`}>{t(`terms.${field}`)}</label>
          <InputNumber
            id={`terms-${field}`}
            min={1}
            max={most}
            precision={0}
            value={field in wish ? (wish[field] ?? null) : terms[field]}
            onChange={(value) => {
              setWish((old) => ({ ...old, [field]: value }));
            }}
          />
        </div>
      ))}
      <p className="form-hint">{t('terms.hint')}</p>
      <Button
        disabled={!body.success || Object.keys(wish).length === 0}
        loading={save.isPending}
        onClick={() => {
          if (body.success) save.mutate(body.data);
        }}
      >
        {t('terms.save')}
      </Button>
      {save.isError && <Failure error={save.error} />}
    </div>
  );
}
