import { useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn, type Failure } from '../api/auth.js';
import { beginSignOn, isSignedIn } from '../api/sign-on.js';
import { onSessionEnd } from './queries.js';
import { useMe } from './me.js';
import { ProviderAgain } from './provider-again.js';

type Reason = Failure['reason'];

/** The session ended while somebody works: sign in again right here, so that nothing typed is lost. `ended`: before this was there. */
export function SessionEnded({ ended }: { ended: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [open, setOpen] = useState(ended);
  const [needed, setNeeded] = useState(ended);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string>();
  const [failed, setFailed] = useState<Reason>();
  const [busy, setBusy] = useState(false);

  useEffect(
    () =>
      onSessionEnd(() => {
        setNeeded(true);
        setOpen(true);
      }),
    [],
  );

  async function again(): Promise<void> {
    if (password === '' || busy) return;
    setBusy(true);
    const answer = await signIn(me.member.username, password, code?.trim() ?? '');
    setBusy(false);
    if (!answer.ok && answer.reason === 'codeNeeded') {
      setCode('');
      return;
    }
    setPassword('');
    if (!answer.ok) {
      setFailed(answer.reason);
      return;
    }
    await goOn();
  }

  async function goOn(): Promise<void> {
    setCode(undefined);
    setOpen(false);
    setFailed(undefined);
    // Whatever failed meanwhile is asked again.
    await client.invalidateQueries();
  }

  async function byProvider(): Promise<void> {
    if (await isSignedIn(me.member.id)) await goOn();
    // Somebody else signed in: nothing of this member may stay in memory.
    else window.location.assign('/');
  }

  if (!needed) return null;
  return (
    <Modal
      open={open}
      title={t('session.title')}
      okText={t('signIn.submit')}
      cancelText={t('session.leave')}
      confirmLoading={busy}
      mask={{ closable: false }}
      onOk={() => void again()}
      onCancel={() => {
        window.location.assign('/login');
      }}
      width={400}
      footer={me.hasPassword ? undefined : (_all, { CancelBtn }) => <CancelBtn />}
    >
      <p className="modal-lead">
        {t(me.hasPassword ? 'session.text' : 'signOn.sessionText', { name: me.member.name })}
      </p>
      {!me.hasPassword && (
        <ProviderAgain
          begin={() => beginSignOn({ purpose: 'sign_in', next: '/sign-on' })}
          onDone={() => void byProvider()}
        />
      )}
      {me.hasPassword && (
        <Input.Password
          autoFocus
          autoComplete="current-password"
          aria-label={t('signIn.password')}
          placeholder={t('signIn.password')}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
          onPressEnter={() => void again()}
        />
      )}
      {code !== undefined && (
        <Input
          className="session-code"
          autoFocus
          autoComplete="one-time-code"
          aria-label={t('signIn.code')}
          placeholder={t('signIn.code')}
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
          }}
          onPressEnter={() => void again()}
        />
      )}
      {failed !== undefined && (
        <p className="field-error" role="alert">
          {t(`signIn.failed.${failed}`)}
        </p>
      )}
    </Modal>
  );
}
