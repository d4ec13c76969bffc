import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getAnnouncements } from '../../api/announcement-calls.js';
import { When } from '../../ui/when.js';
import { AgainButton } from './again-button.js';

const SHOWN = 5;

/** What went out last, to be used again; nothing stands here before the first one is out. */
export function LastTime() {
  const { t } = useTranslation();
  const released = useQuery({
    queryKey: ['announcements', 'last'],
    queryFn: ({ signal }) => getAnnouncements({ stage: 'released', limit: SHOWN }, signal),
  });
  const items = released.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card last-time">
      <h2 className="section-title">{t('again.title')}</h2>
      <p className="quiet">{t('again.text')}</p>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <span className="last-title">{item.title}</span>
            <span className="quiet">
              <When at={item.updatedAt} />
            </span>
            <AgainButton id={item.id} of={item.title} small />
          </li>
        ))}
      </ul>
    </section>
  );
}
