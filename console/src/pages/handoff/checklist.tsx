import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../../src/contract/values.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { useTicks } from '../../lib/ticks.js';

/** What to check while carrying it over. The ticks stay on this machine, so that a reload loses nothing. */
export function Checklist({ name, items }: { name: string; items: LocalizedText[] }) {
  const { t } = useTranslation();
  const { ticked, set } = useTicks(name);
  if (items.length === 0) return null;
  const done = items.filter((_item, place) => ticked.has(place)).length;
  return (
    <section className="card handoff-checklist" aria-label={t('handoff.checklist')}>
      <h2>
        {t('handoff.checklist')}
        <span className="quiet num">{t('handoff.ticks', { done, total: items.length })}</span>
      </h2>
      <ul>
        {items.map((item, place) => (
          <li key={item.en}>
            <Checkbox
              checked={ticked.has(place)}
              onChange={(event) => {
                set(place, event.target.checked);
              }}
            >
              {inLanguage(item, currentLanguage())}
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}
