import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WarningView } from '../../../../src/contract/api/warnings.js';
import { endWarning } from '../../api/warning-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';
import { ExactTime, When } from '../../ui/when.js';
import { Level } from './level.js';
import { Reach } from './reach.js';

interface WarningCardProps {
  warning: WarningView;
  maySend: boolean;
  onStart: (warning: WarningView) => void;
}

/** One warning: its level as word and bars, what it says, who did what, and how far it has come. */
export function WarningCard({ warning, maySend, onStart }: WarningCardProps) {
  const { t } = useTranslation();
  const { text, state } = warning;
  const { start, end } = useEnding(warning, onStart);
  return (
    <li className={`card warning-card warning-is-${state} warning-of-${text.level}`}>
      <header className="warning-card-head">
        <Level level={text.level} />
        <h3>
          {warning.drill && <span className="warning-drill-word">{t('warnings.drill')}</span>}
          {text.hazard} {t(`warnings.levelWord.${text.level}`)}
        </h3>
        <span className="state">{t(`warnings.state.${state}`)}</span>
      </header>
      <p className="warning-said">{text.headline}</p>
      <dl className="warning-fields">
        <dt>{t('warnings.issuer')}</dt>
        <dd>
          {text.issuer} <When at={text.issuedAt} />
        </dd>
        <dt>{t('warnings.area')}</dt>
        <dd>{text.area}</dd>
        <dt>{t('warnings.until')}</dt>
        <dd>
          <When at={text.until} />
        </dd>
        {warning.identifier !== undefined && (
          <>
            <dt>{t('warnings.identifier')}</dt>
            <dd className="num">{warning.identifier}</dd>
          </>
        )}
        <dt>{t('warnings.typedBy')}</dt>
        <dd>
          {warning.preparedBy.name} <ExactTime at={warning.preparedAt} />
        </dd>
        {warning.startedBy && warning.startedAt !== undefined && (
          <>
            <dt>{t('warnings.startedBy')}</dt>
            <dd>
              {warning.startedBy.name} <ExactTime at={warning.startedAt} />
              {warning.targets.length > 0 && (
                <span className="quiet"> {warning.targets.map(({ name }) => name).join('、')}</span>
              )}
            </dd>
          </>
        )}
        {warning.endedBy && warning.endedAt !== undefined && (
          <>
            <dt>{t('warnings.endedBy')}</dt>
            <dd>
              {warning.endedBy.name} <ExactTime at={warning.endedAt} />
              {warning.endReason !== undefined && (
                <span className="quiet"> {t(`warnings.endReason.${warning.endReason}`)}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      {warning.reach && state === 'active' && <Reach reach={warning.reach} />}
      {maySend && (
        <div className="warning-acts">
          {state === 'prepared' && (
            <Button type="primary" danger onClick={start}>
              {t('warnings.start')}
            </Button>
          )}
          <Button onClick={end}>{t(state === 'prepared' ? 'warnings.discard' : 'warnings.end')}</Button>
        </div>
      )}
    </li>
  );
}

function useEnding(warning: WarningView, onStart: (warning: WarningView) => void) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const ending = useMutation({
    mutationFn: (reason: 'lifted' | 'mistake') => endWarning(warning.id, { reason }),
    onSuccess: async ({ state }) => {
      message.success(t(state === 'discarded' ? 'warnings.discarded' : 'warnings.ended'));
      await refresh(['warnings']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  const finish = (reason: 'lifted' | 'mistake') => ending.mutateAsync(reason).catch(() => undefined);
  return {
    start: () => {
      onStart(warning);
    },
    end: () => {
      if (warning.state === 'prepared') {
        void finish('mistake');
        return;
      }
      const asked = modal.confirm({
        title: t('warnings.endTitle'),
        content: t('warnings.endText'),
        footer: (
          <div className="warning-acts">
            <Button
              onClick={() => {
                asked.destroy();
              }}
            >
              {t('action.cancel')}
            </Button>
            <Button onClick={() => void finish('mistake').then(asked.destroy)}>
              {t('warnings.endMistake')}
            </Button>
            <Button type="primary" onClick={() => void finish('lifted').then(asked.destroy)}>
              {t('warnings.endLifted')}
            </Button>
          </div>
        ),
      });
    },
  };
}
