import { useTranslation } from 'react-i18next';
import { Seal } from '../ui/seal.js';
import './crash.css';

/** What stands on the page while the first chunk is on its way. */
export function Booting() {
  const { t } = useTranslation();
  return (
    <div className="booting" role="status">
      <Seal size={44} label={t('app.name')} />
      <span className="visually-hidden">{t('feedback.loading')}</span>
    </div>
  );
}

/** A page that broke, or whose chunk is gone because the hub was updated meanwhile. */
export function PageCrash({ inside = false }: { inside?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={inside ? 'crash crash-inside' : 'crash'} role="alert">
      <Seal size={40} />
      <h1>{t('crash.title')}</h1>
      <p>{t('crash.text')}</p>
      <button
        type="button"
        className="plain-button"
        onClick={() => {
          window.location.reload();
        }}
      >
        {t('crash.reload')}
      </button>
    </div>
  );
}
