import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SlateView } from '../../../../src/contract/api/warnings.js';
import { liftSlate } from '../../api/warning-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';
import { ExactTime } from '../../ui/when.js';
import { Reach } from './reach.js';

/** A group that shows the safe slate: why, since when, and who has asked to lift it. */
export function SlateCard({ slate, maySend }: { slate: SlateView; maySend: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const lift = useMutation({
    mutationFn: () => liftSlate(slate.id),
    onSuccess: async ({ state }) => {
      message.success(t(state === 'asked' ? 'warnings.liftAsked' : 'warnings.lifted'));
      await refresh(['warnings']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <li className="card warning-card warning-slate">
      <h3>{t('warnings.slateLead', { name: slate.target.name })}</h3>
      <dl className="warning-fields">
        <dt>{t('warnings.slateReason')}</dt>
        <dd>{slate.reason}</dd>
        <dt>{t('warnings.slateBegan')}</dt>
        <dd>
          {slate.beganBy.name} <ExactTime at={slate.beganAt} />
        </dd>
        {slate.liftAskedBy && slate.liftAskedAt !== undefined && (
          <>
            <dt>{t('warnings.askedBy')}</dt>
            <dd>
              {slate.liftAskedBy.name} <ExactTime at={slate.liftAskedAt} />
            </dd>
          </>
        )}
      </dl>
      <Reach reach={slate.reach} />
      {maySend && (
        <div className="warning-acts">
          <Button
            loading={lift.isPending}
            onClick={() => {
              lift.mutate();
            }}
          >
            {t(slate.liftAskedBy ? 'warnings.liftSecond' : 'warnings.lift')}
          </Button>
        </div>
      )}
    </li>
  );
}
