import { useTranslation } from 'react-i18next';
import type { AttemptView, DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { Dot } from '../../ui/state.js';
import { Evidence } from '../../ui/evidence.js';
import { Took, When } from '../../ui/when.js';
import { useCodeWord } from '../../ui/words.js';

/** What was tried, newest last, with each outside step. */
export function Story({ attempts }: { attempts: AttemptView[] }) {
  const { t } = useTranslation();
  const word = useCodeWord('outcome');
  return (
    <section aria-label={t('board.attempts')}>
      <h3 className="story-head">{t('board.attempts')}</h3>
      {attempts.length === 0 && <p className="quiet">{t('board.noAttempts')}</p>}
      <ol className="attempts">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <p className="attempt-line">
              <strong>{t(`attempt.${attempt.kind}`)}</strong>
              <span>{attempt.outcome === undefined ? t('attempt.noAnswer') : word(attempt.outcome)}</span>
              <span className="attempt-when">
                <When at={attempt.startedAt} />
                {attempt.finishedAt !== undefined && (
                  <>
                    {' · '}
                    <Took from={attempt.startedAt} to={attempt.finishedAt} />
                  </>
                )}
              </span>
            </p>
            {attempt.steps.map((step) => (
              <div key={step.name} className="step">
                <p className="attempt-line">
                  <span className="step-name">{step.name}</span>
                  <span className={step.finishedAt === undefined ? 'tone-amber' : 'quiet'}>
                    {step.finishedAt === undefined ? (
                      t('attempt.noAnswer')
                    ) : (
                      <Took from={step.startedAt} to={step.finishedAt} />
                    )}
                  </span>
                </p>
                {step.result !== undefined && <Evidence label={t('attempt.result')} data={step.result} />}
              </div>
            ))}
            {attempt.evidence !== undefined && attempt.evidence !== null && (
              <Evidence label={t('attempt.evidence')} data={attempt.evidence} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

type Screens = NonNullable<DeliveryDetail['screens']>;

/** What each screen has done with it. */
export function ScreensOf({ screens }: { screens: Screens }) {
  const { t } = useTranslation();
  const word = useCodeWord('screenState');
  return (
    <section aria-label={t('board.screens')}>
      <h3 className="story-head">{t('board.screens')}</h3>
      {screens.length === 0 && <p className="quiet">{t('board.noScreens')}</p>}
      <ul className="story-screens">
        {screens.map((screen) => (
          <li key={screen.screenId}>
            <Dot sign={screen.online ? 'check' : 'alert'} tone={screen.online ? 'pine' : 'amber'} />
            <span className="story-screen-name">{screen.name}</span>
            <span>{word(screen.state)}</span>
            <span className="quiet">
              {screen.online ? t('screenState.online') : t('screenState.offline')}
              {!screen.expected && ` · ${t('board.notExpected')}`}
            </span>
            <span className="attempt-when">
              <When at={screen.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
