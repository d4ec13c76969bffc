import { useTranslation } from 'react-i18next';
import { useTitle } from '../../ui/page.js';
import { Seal } from '../../ui/seal.js';
import { PasswordForm } from './password-form.js';

/** The first log-in with a password that somebody else knows: a new one first, then the office. */
export function NewPasswordPage({ name }: { name?: string }) {
  const { t } = useTranslation();
  useTitle(t('password.title'));
  return (
    <div className="login">
      <main className="login-sheet">
        <Seal size={56} />
        <h1 className="login-hello">
          {name === undefined ? t('password.title') : t('password.hello', { name })}
        </h1>
        <p className="login-lead">{t('password.why')}</p>
        <PasswordForm
          onDone={() => {
            window.location.assign('/');
          }}
        />
      </main>
    </div>
  );
}
