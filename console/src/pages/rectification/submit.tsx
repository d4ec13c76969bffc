import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RectificationView } from '../../../../src/contract/api/rectification.js';
import { submitRectification } from '../../api/rectification-calls.js';
import { Failure } from '../../ui/feedback.js';
import { useStep } from './use-step.js';

/** What is still missing, or the way to the second person. */
export function Submit({ view }: { view: RectificationView }) {
  const { t } = useTranslation();
  const submit = useStep(
    () => submitRectification(view.id, { number: view.number }),
    t('rectification.submitted'),
  );
  if (!view.mayWrite) return null;
  return (
    <section className="card rectification-card rectification-submit" aria-label={t('rectification.submit')}>
      {view.gaps.length > 0 ? (
        <p>
          <strong>{t('rectification.gapsTitle')}</strong>{' '}
          {view.gaps.map((gap) => t(`rectification.gap.${gap}`)).join(t('list.comma'))}
        </p>
      ) : (
        <p className="quiet">{t('rectification.submitHint')}</p>
      )}
      {submit.isError && <Failure error={submit.error} />}
      <div>
        <Button
          type="primary"
          disabled={view.gaps.length > 0}
          loading={submit.isPending}
          onClick={() => {
            submit.mutate(undefined);
          }}
        >
          {t('rectification.submit')}
        </Button>
      </div>
    </section>
  );
}
