import { Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { prove } from '../api/auth.js';
import { answerProofs } from '../api/proof.js';
import { beginProof } from '../api/sign-on.js';
import { useMe } from './me.js';
import { ProviderAgain } from './provider-again.js';

type Trouble = Exclude<Awaited<ReturnType<typeof prove>>, 'proved' | 'codeNeeded'>;

/** Asks for the password once more when the hub wants it, and lets the press that needed it go on. */
export function ProofGate() {
  const { t } = useTranslation();
  const { hasPassword } = useMe();
  const settle = useRef<(given: boolean) => void>(undefined);
  const [open, setOpen] = useState(false);
  const [needed, setNeeded] = useState(false);
  const [coded, setCoded] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();

  useEffect(
    () =>
      answerProofs(
        () =>
          new Promise((resolve) => {
            settle.current = resolve;
            setTrouble(undefined);
            setNeeded(true);
            setOpen(true);
          }),
      ),
    [],
  );

  function close(given: boolean): void {
    setOpen(false);
    setPassword('');
    setCode('');
    settle.current?.(given);
  }

  async function submit(): Promise<void> {
    setBusy(true);
    const answer = await prove(password, code.trim());
    setBusy(false);
    if (answer === 'proved') close(true);
    else if (answer === 'codeNeeded') setCoded(true);
    else setTrouble(answer);
  }

  if (!needed) return null;
  if (!hasPassword)
    return (
      <Modal
        open={open}
        title={t('signOn.proofTitle')}
        cancelText={t('action.cancel')}
        footer={(_all, { CancelBtn }) => <CancelBtn />}
        onCancel={() => {
          close(false);
        }}
        zIndex={1200}
        width={400}
        destroyOnHidden
      >
        <p className="modal-lead">{t('signOn.proofText')}</p>
        <ProviderAgain
          begin={beginProof}
          onDone={() => {
            close(true);
          }}
        />
      </Modal>
    );
  return (
    <Modal
      open={open}
      title={t('proof.title')}
      okText={t('proof.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: password === '' }}
      onOk={() => void submit()}
      onCancel={() => {
        close(false);
      }}
      zIndex={1200}
      width={400}
      destroyOnHidden
    >
      <p className="modal-lead">{t('proof.text')}</p>
      <div className="form-row">
        <label htmlFor="proof-password">{t('proof.password')}</label>
        <Input.Password
          id="proof-password"
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
          onPressEnter={() => void submit()}
        />
      </div>
      {coded && (
        <div className="form-row">
          <label htmlFor="proof-code">{t('proof.code')}</label>
          <Input
            id="proof-code"
            autoFocus
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => {
              setCode(event.target.value);
            }}
            onPressEnter={() => void submit()}
          />
        </div>
      )}
      {trouble !== undefined && (
        <p className="field-error" role="alert">
          {trouble === 'badCode' ? t('problem.bad_code') : t(`signIn.failed.${trouble}`)}
        </p>
      )}
    </Modal>
  );
}
