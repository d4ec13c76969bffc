import { useEffect, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import { giveSignOnCode } from '../../api/sign-on.js';
import { tellOpener } from '../../lib/sign-on-window.js';
import { Seal } from '../../ui/seal.js';
import { CodeField } from './code-field.js';
import { field } from './form.js';
import { useSignOnWord } from './sign-on-word.js';
import './login.css';

/** After the provider: the code of the hub's own second factor, or the end of a window that was opened for this. */
export function SignOnPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  document.title = `${t('signIn.title')} · ${t('app.name')}`;
  return (
    <div className="login">
      <main className="login-sheet">
        <Seal size={56} label={t('app.name')} />
        {search.get('step') === 'code' ? <CodeForm /> : <WindowEnds failed={search.get('sign_on')} />}
      </main>
    </div>
  );
}

function CodeForm() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] =
    useState<Extract<Awaited<ReturnType<typeof giveSignOnCode>>, { ok: false }>['reason']>();

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const code = field(new FormData(event.currentTarget), 'code').trim();
    setBusy(true);
    setFailed(undefined);
    const answer = await giveSignOnCode(code);
    if (answer.ok) {
      window.location.assign(answer.next);
      return;
    }
    setBusy(false);
    setFailed(answer.reason);
  }

  return (
    <>
      <h1 className="login-hello">{t('signOn.codeTitle')}</h1>
      <form className="login-form" onSubmit={(event) => void submit(event)}>
        <CodeField />
        {failed !== undefined && (
          <p className="login-failed" role="alert">
            {t(failed === 'expired' ? 'signOn.result.expired' : `signIn.failed.${failed}`)}
          </p>
        )}
        <button type="submit" disabled={busy} className="login-submit">
          {busy ? t('signIn.busy') : t('signIn.submit')}
        </button>
      </form>
      <p className="login-help">
        <Link to="/login">{t('signIn.back')}</Link>
      </p>
    </>
  );
}

function WindowEnds({ failed }: { failed: string | null }) {
  const { t } = useTranslation();
  const word = useSignOnWord();
  useEffect(() => {
    tellOpener(failed ?? 'done');
    window.close();
  }, [failed]);
  return (
    <>
      <h1 className="login-hello">{t(failed === null ? 'signOn.doneTitle' : 'signOn.failedTitle')}</h1>
      <p className="login-lead" role="status">
        {failed === null ? t('signOn.doneText') : word(failed)}
      </p>
    </>
  );
}
