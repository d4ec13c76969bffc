import { useTranslation } from 'react-i18next';

/** The code of the second factor, as its app shows it or as one of those kept for emergencies. */
export function CodeField() {
  const { t } = useTranslation();
  return (
    <label>
      <span>{t('signIn.code')}</span>
      <input
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        required
        autoFocus
      />
      <small className="quiet">{t('signIn.codeText')}</small>
    </label>
  );
}
