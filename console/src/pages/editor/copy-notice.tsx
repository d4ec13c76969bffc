import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router-dom';
import { z } from 'zod';
import { Notice } from '../../ui/feedback.js';

/** What the page before handed over with a draft that was copied. */
const Copied = z.object({ again: z.literal(true) });

/** A copied draft says what did not come along, and that the dates in its text are the old ones. */
export function CopyNotice() {
  const { t } = useTranslation();
  const location = useLocation();
  if (!Copied.safeParse(location.state).success) return null;
  return (
    <Notice tone="amber" title={t('again.check')}>
      {t('again.checkText')}
    </Notice>
  );
}
