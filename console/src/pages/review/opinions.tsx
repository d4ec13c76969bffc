import { useTranslation } from 'react-i18next';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Dot } from '../../ui/state.js';
import { SignedHow } from '../../ui/signed-how.js';
import { When } from '../../ui/when.js';

const signs = { approve: 'check', return: 'back', withhold: 'dash' } as const;

/** The procedure with what was decided at each step, and the step that waits. */
export function Opinions({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const ahead = version.procedure.filter(
    (step) => !version.decisions.some((decision) => decision.step === step.key),
  );
  return (
    <ol className="opinions">
      {version.decisions.map((decision) => (
        <li key={decision.id}>
          <Dot sign={signs[decision.verdict]} tone={decision.verdict === 'approve' ? 'pine' : 'cinnabar'} />
          <div>
            <p>
              <strong>{inLanguage(decision.stepLabel, language)}</strong>
              {' · '}
              {decision.by.name}{' '}
              <span className={decision.verdict === 'approve' ? 'tone-pine' : 'tone-cinnabar'}>
                {t(`verdict.${decision.verdict}`)}
              </span>{' '}
              <span className="quiet">
                <When at={decision.at} />
              </span>
              <SignedHow how={decision} />
            </p>
            {decision.opinion !== '' && <p className="opinion-text">{decision.opinion}</p>}
          </div>
        </li>
      ))}
      {version.state === 'review' &&
        ahead.map((step) => (
          <li key={step.key}>
            <Dot sign="fill0" tone={step.key === version.waitsFor?.key ? 'amber' : 'slate'} />
            <div>
              <p>
                <strong>{inLanguage(step.label, language)}</strong>
                {' · '}
                <span className={step.key === version.waitsFor?.key ? 'tone-amber' : 'quiet'}>
                  {step.key === version.waitsFor?.key ? t('version.waits') : t('version.later')}
                </span>{' '}
                <span className="quiet">
                  {step.roles.map((role) => t(`role.${role}`)).join(t('list.comma'))}
                </span>
              </p>
              {step.key === version.waitsFor?.key &&
                version.standIns.map(({ from, to, until }) => (
                  <p key={`${from.id}${to.id}`} className="quiet">
                    {t('review.acting', { from: from.name, to: to.name })} <When at={until} />
                  </p>
                ))}
            </div>
          </li>
        ))}
    </ol>
  );
}
