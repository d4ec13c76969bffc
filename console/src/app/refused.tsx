import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Empty } from '../ui/feedback.js';
import { Page } from '../ui/page.js';
import type { Place } from './places.js';

/** Instead of a page that is not this member's, and before it asks the hub for anything. */
export function Refused({ place }: { place: Place }) {
  const { t } = useTranslation();
  return (
    <Page title={t(`nav.${place.key}`)}>
      <Empty title={t('problem.forbidden')}>
        <Link to="/">{t('notFound.home')}</Link>
      </Empty>
    </Page>
  );
}
