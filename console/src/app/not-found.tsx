import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Empty } from '../ui/feedback.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="visually-hidden">{t('notFound.title')}</h1>
      <Empty title={t('notFound.title')} text={t('notFound.text')}>
        <Link to="/">{t('notFound.home')}</Link>
      </Empty>
    </>
  );
}
