import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SettleRectification, type RectificationView } from '../../../../src/contract/api/rectification.js';
import { settleRectification } from '../../api/rectification-calls.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { useStep } from './use-step.js';

/** Somebody who wrote none of it signs it off, or sends it back. */
export function SignOff({ view }: { view: RectificationView }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const wishFor = (verdict: 'sign' | 'return') =>
    SettleRectification.safeParse({ verdict, words, hash: view.hash });
  const take = (wish: SettleRectification) => settleRectification(view.id, wish);
  const sign = useStep(take, t('rectification.sign.signed'));
  const back = useStep(take, t('rectification.sign.returned'));
  const because = view.mayNotSignBecause;
  if (view.state !== 'done') return null;
  if (because === 'role' || because === 'writer')
    return <p className="quiet">{t(`rectification.sign.mayNot.${because}`)}</p>;
  const [signs, returns] = [wishFor('sign'), wishFor('return')];
  return (
    <section
      className="card rectification-card rectification-submit"
      aria-label={t('rectification.sign.title')}
    >
      <FormRow
        id="rectification-opinion"
        label={t('rectification.sign.words')}
        hint={t('rectification.sign.hint')}
      >
        <Input.TextArea
          id="rectification-opinion"
          aria-describedby="rectification-opinion-hint"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
      </FormRow>
      {[sign, back].map(
        (one, index) => one.isError && <Failure key={index === 0 ? 'sign' : 'back'} error={one.error} />,
      )}
      <div className="card-buttons">
        <Button
          type="primary"
          disabled={!signs.success || back.isPending}
          loading={sign.isPending}
          onClick={() => {
            if (signs.success) sign.mutate(signs.data);
          }}
        >
          {t('rectification.sign.ok')}
        </Button>
        <Button
          disabled={!returns.success || sign.isPending}
          loading={back.isPending}
          onClick={() => {
            if (returns.success) back.mutate(returns.data);
          }}
        >
          {t('rectification.sign.back')}
        </Button>
      </div>
    </section>
  );
}
