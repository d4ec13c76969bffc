import { useTranslation } from 'react-i18next';
import type { RectificationView } from '../../../../src/contract/api/rectification.js';
import { ExactTime } from '../../ui/when.js';
import { dayWord } from '../notice/window.js';

/** Who did what, in its order. */
export function Steps({ steps }: Pick<RectificationView, 'steps'>) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('rectification.steps')}>
      <h2 className="section-title">{t('rectification.steps')}</h2>
      <ol className="card card-list rectification-steps">
        {steps.map(({ number, act, by, at, dueOn, notice, words }) => (
          <li key={number}>
            <strong>
              {t(`rectification.act.${act}`, { day: dueOn === undefined ? '' : dayWord(dueOn) })}
            </strong>
            {notice !== undefined && <span> · {t(`rectification.affected.state.${notice}`)}</span>}
            <p className="quiet">
              {by.name} <ExactTime at={at} />
            </p>
            {words !== undefined && <p className="rectification-words">{words}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
