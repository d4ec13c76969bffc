import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router-dom';
import type { OpenedLink } from '../../../../src/contract/api/people.js';
import { join, lookAtLink, type JoinTrouble } from '../../api/auth.js';
import { useLinkToken } from './link-token.js';
import { countCharacters } from '../../lib/text.js';
import { Seal } from '../../ui/seal.js';
import { field } from './form.js';
import { ProviderButton } from './provider-button.js';
import { useSignOnWord } from './sign-on-word.js';
import './login.css';

const MIN_PASSWORD = 12;

type Standing =
  | { at: 'looking' }
  | { at: 'ended'; why: 'ended' | 'network' | 'noToken' }
  | { at: 'open'; link: OpenedLink };
type Trouble = JoinTrouble | 'tooShort' | 'differ';

/** Where a link leads: an empty hub is set up here, and a colleague joins. Plain elements, as the log-in's. */
export function JoinPage() {
  const { t } = useTranslation();
  const token = useLinkToken();
  const [standing, setStanding] = useState<Standing>({ at: 'looking' });
  document.title = `${t('join.title')} · ${t('app.name')}`;
  useEffect(() => {
    if (token === undefined) {
      setStanding({ at: 'ended', why: 'noToken' });
      return;
    }
    let gone = false;
    void lookAtLink(token).then((answer) => {
      if (gone) return;
      setStanding(answer.ok ? { at: 'open', link: answer.link } : { at: 'ended', why: answer.why });
    });
    return () => {
      gone = true;
    };
  }, [token]);
  return (
    <div className="login">
      <main className="login-sheet" aria-busy={standing.at === 'looking'}>
        <Seal size={56} label={t('app.name')} />
        {standing.at === 'ended' && <Ended why={standing.why} />}
        {standing.at === 'open' && token !== undefined && <JoinForm link={standing.link} token={token} />}
      </main>
    </div>
  );
}

function Ended({ why }: { why: 'ended' | 'network' | 'noToken' }) {
  const { t } = useTranslation();
  const text = {
    ended: t('join.endedText'),
    network: t('signIn.failed.network'),
    noToken: t('join.noToken'),
  };
  return (
    <>
      <h1 className="login-hello">{t('join.endedTitle')}</h1>
      <p className="login-lead" role="alert">
        {text[why]}
      </p>
      <p className="login-help">
        <Link to="/login">{t('join.toLogin')}</Link>
      </p>
    </>
  );
}

function JoinForm({ link, token }: { link: OpenedLink; token: string }) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const { namesOffice } = link;
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    const password = field(filled, 'password');
    const wrong = checkPassword(password, field(filled, 'again'));
    setTrouble(wrong);
    if (wrong !== undefined) return;
    setBusy(true);
    const answer = await join({ ...wishOf(filled, token, namesOffice), password });
    if (answer.ok) {
      window.location.assign('/');
      return;
    }
    setBusy(false);
    setTrouble(answer.trouble);
  }

  return (
    <>
      <h1 className="login-hello">
        {namesOffice ? t('join.setupTitle') : t('join.invited', { office: link.office })}
      </h1>
      <p className="login-lead">{namesOffice ? t('join.setupLead') : t('join.lead')}</p>
      <CameBack />
      <form ref={form} className="login-form" onSubmit={(event) => void submit(event)}>
        {namesOffice && (
          <Step number={1} title={t('join.stepOffice')}>
            <Field name="office" label={t('join.officeName')} maxLength={100} autoFocus />
            <Field name="short" label={t('join.officeShort')} maxLength={40} />
          </Step>
        )}
        <Step number={namesOffice ? 2 : undefined} title={t('join.stepMe')}>
          <Field
            name="name"
            label={t('join.name')}
            maxLength={50}
            value={link.name}
            autoFocus={!namesOffice}
          />
          <Field
            name="username"
            label={t('join.username')}
            hint={t('join.usernameHint')}
            maxLength={40}
            autoComplete="username"
          />
          <Field
            name="password"
            type="password"
            label={t('join.password', { count: MIN_PASSWORD })}
            maxLength={128}
            autoComplete="new-password"
          />
          <Field name="again" type="password" label={t('join.again')} autoComplete="new-password" />
        </Step>
        {trouble !== undefined && <TroubleLine trouble={trouble} />}
        <button type="submit" disabled={busy} className="login-submit">
          {busy ? t('join.busy') : t(namesOffice ? 'join.setup' : 'join.submit')}
        </button>
      </form>
      <ProviderButton wish={() => wishByProvider(form.current, token, namesOffice)} />
      <p className="login-help">
        {t('join.roles', { roles: link.roles.map((role) => t(`role.${role}`)).join(t('list.comma')) })}
      </p>
    </>
  );
}

/** How it ended at the provider, for who comes back from there. */
function CameBack() {
  const [search] = useSearchParams();
  const word = useSignOnWord();
  const [cameBack] = useState(() => search.get('sign_on'));
  if (cameBack === null) return null;
  return (
    <p className="login-failed" role="alert">
      {word(cameBack)}
    </p>
  );
}

const wishOf = (form: FormData, token: string, namesOffice: boolean) => ({
  token,
  username: field(form, 'username'),
  name: field(form, 'name'),
  ...(namesOffice ? { office: { name: field(form, 'office'), shortName: field(form, 'short') } } : {}),
});

/** All but the password, which nobody needs who comes by the provider; undefined while something else is missing. */
function wishByProvider(form: HTMLFormElement | null, token: string, namesOffice: boolean) {
  if (form === null) return undefined;
  const inputs = [...form.querySelectorAll('input')].filter(({ type }) => type !== 'password');
  if (!inputs.every((input) => input.reportValidity())) return undefined;
  return { purpose: 'join' as const, ...wishOf(new FormData(form), token, namesOffice) };
}

function checkPassword(password: string, again: string): Trouble | undefined {
  if (countCharacters(password) < MIN_PASSWORD) return 'tooShort';
  return password === again ? undefined : 'differ';
}

function TroubleLine({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation();
  const words: Record<Trouble, string> = {
    tooShort: t('join.tooShort', { count: MIN_PASSWORD }),
    differ: t('join.differ'),
    taken: t('join.taken'),
    ended: t('join.endedText'),
    network: t('signIn.failed.network'),
    other: t('signIn.failed.other'),
  };
  return (
    <p className="login-failed" role="alert">
      {words[trouble]}
    </p>
  );
}

/** One step of the set-up; a form with a single step has no heading. */
function Step({
  number,
  title,
  children,
}: {
  number: number | undefined;
  title: string;
  children: ReactNode;
}) {
  if (number === undefined) return children;
  return (
    <fieldset className="join-step">
      <legend>
        <span className="join-number">{number}</span> {title}
      </legend>
      {children}
    </fieldset>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'password';
  value?: string;
  maxLength?: number;
  autoComplete?: string;
  autoFocus?: boolean;
}

function Field({ name, label, hint, type = 'text', value, ...rest }: FieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        name={name}
        type={type}
        defaultValue={value}
        autoCapitalize="none"
        spellCheck={false}
        required
        {...rest}
      />
      {hint !== undefined && <small className="quiet">{hint}</small>}
    </label>
  );
}
