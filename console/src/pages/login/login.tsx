import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { signIn, type Failure } from '../../api/auth.js';
import { chooseLanguage, currentLanguage } from '../../i18n/index.js';
import { Seal } from '../../ui/seal.js';
import { CodeField } from './code-field.js';
import { field } from './form.js';
import { ProviderButton } from './provider-button.js';
import { safeNext } from './safe-next.js';
import { useSignOnWord } from './sign-on-word.js';
import './login.css';

type Reason = Failure['reason'];

/** Made of plain elements, so that it is there at once on a slow line. */
export function LoginPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [failed, setFailed] = useState<Reason>();
  const [busy, setBusy] = useState(false);
  /** The password was right; a code is asked for as well. */
  const [coded, setCoded] = useState(false);
  const cameBack = search.get('sign_on');
  const word = useSignOnWord();
  document.title = `${t('signIn.title')} · ${t('app.name')}`;

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailed(undefined);
    const code = field(form, 'code').trim();
    const answer = await signIn(field(form, 'username').trim(), field(form, 'password'), code);
    if (answer.ok) {
      // A full load: the office starts with this member's session and nothing else in memory.
      window.location.assign(safeNext(search.get('next'), window.location.origin));
      return;
    }
    setBusy(false);
    if (answer.reason === 'codeNeeded') setCoded(true);
    else setFailed(answer.reason);
  }

  return (
    <div className="login">
      <main className="login-sheet">
        <Seal size={72} label={t('app.name')} />
        <h1 className="login-name">{t('app.name')}</h1>
        <p className="login-motto">{t('app.motto')}</p>
        <form className="login-form" onSubmit={(event) => void submit(event)}>
          <label>
            <span>{t('signIn.username')}</span>
            <input
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              autoFocus
            />
          </label>
          <label>
            <span>{t('signIn.password')}</span>
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          {coded && <CodeField />}
          {failed === undefined && cameBack !== null && (
            <p className="login-failed" role="alert">
              {word(cameBack)}
            </p>
          )}
          {failed !== undefined && (
            <p className="login-failed" role="alert">
              {t(`signIn.failed.${failed}`)}
            </p>
          )}
          <button type="submit" disabled={busy} className="login-submit">
            {busy ? t('signIn.busy') : t('signIn.submit')}
          </button>
        </form>
        <ProviderButton
          wish={() => ({ purpose: 'sign_in', next: safeNext(search.get('next'), window.location.origin) })}
        />
        <p className="login-help">{t('signIn.help')}</p>
      </main>
      <LanguageLink />
    </div>
  );
}

function LanguageLink() {
  const { t } = useTranslation();
  const other = currentLanguage() === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <button type="button" className="login-language" lang={other} onClick={() => void chooseLanguage(other)}>
      {t(`language.${other}`)}
    </button>
  );
}
