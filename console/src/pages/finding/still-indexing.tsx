import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/feedback.js';

/** Says that a search may not find everything yet. */
export function StillIndexing({ shown = false }: { shown?: boolean | undefined }) {
  const { t } = useTranslation();
  return shown ? <Notice tone="amber">{t('finding.indexing')}</Notice> : null;
}
