import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, type Failure } from '../../api/auth.js';
import { countCharacters } from '../../lib/text.js';
import { field } from './form.js';
import './login.css';

/** As the hub asks for it, and at most 128. */
const MIN_PASSWORD = 12;
const MAX_PASSWORD = 128;

type Reason = Failure['reason'];
type Trouble = Reason | 'tooShort' | 'same' | 'differ';

function check(current: string, next: string, again: string): Trouble | undefined {
  if (countCharacters(next) < MIN_PASSWORD) return 'tooShort';
  if (next === current) return 'same';
  return next === again ? undefined : 'differ';
}

/** Old password, new password twice. `onDone` runs when the hub has taken it. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const current = field(form, 'current');
    const next = field(form, 'next');
    const wrong = check(current, next, field(form, 'again'));
    setTrouble(wrong);
    if (wrong !== undefined) return;
    setBusy(true);
    const answer = await changePassword(current, next);
    setBusy(false);
    if (answer.ok) onDone();
    else setTrouble(answer.reason === 'credentials' ? 'wrongOld' : answer.reason);
  }

  return (
    <form className="login-form" onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t('password.current')}</span>
        <input name="current" type="password" autoComplete="current-password" required autoFocus />
      </label>
      <label>
        <span>{t('password.next', { count: MIN_PASSWORD })}</span>
        <input name="next" type="password" autoComplete="new-password" maxLength={MAX_PASSWORD} required />
      </label>
      <label>
        <span>{t('password.again')}</span>
        <input name="again" type="password" autoComplete="new-password" required />
      </label>
      {trouble !== undefined && (
        <p className="login-failed" role="alert">
          {t(`signIn.failed.${trouble}`)}
        </p>
      )}
      <button type="submit" disabled={busy} className="login-submit">
        {busy ? t('password.busy') : t('password.submit')}
      </button>
    </form>
  );
}
