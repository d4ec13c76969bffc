import { useTranslation } from 'react-i18next';
import type { Extras } from '../../../../src/contract/api/intake.js';
import { useTargets } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { extraFacts, factLines } from '../../lib/extras.js';

/** What was written for single channels: it is published too, so it is read before a decision. */
export function ExtraFacts({ extras }: { extras: Extras | undefined }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const facts = extraFacts(extras, useTargets().data ?? []);
  if (facts.length === 0) return null;
  return (
    <section className="version-extras" aria-label={t('field.extras')}>
      <h3>{t('field.extras')}</h3>
      <dl className="version-facts">
        {facts.map(({ channel, label, value }) => (
          <div key={`${channel.en}/${label.en}`}>
            <dt>
              {inLanguage(channel, language)} · {inLanguage(label, language)}
            </dt>
            <dd className="version-extra">
              {factLines(value, (yes) => t(yes ? 'extras.yes' : 'extras.no'))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
