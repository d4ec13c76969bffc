import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, SecondFactorBegun } from '../../../../src/contract/api/people.js';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from '../../api/account-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, useProblemText } from '../../ui/feedback.js';
import '../../ui/secret-shown.css';

/** The six figures after the password: on or off, and how many recovery codes are left. */
export function SecondFactor({ account }: { account: AccountView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const [begun, setBegun] = useState<SecondFactorBegun>();
  const fail = (error: unknown): void => {
    message.error(words(error));
  };
  const begin = useMutation({ mutationFn: beginSecondFactor, onSuccess: setBegun, onError: fail });
  const remove = useMutation({
    mutationFn: removeSecondFactor,
    onSuccess: async () => {
      message.success(t('guard.factorRemoved'));
      await refresh(['account']);
    },
    onError: fail,
  });
  return (
    <section className="card guard-card" aria-label={t('guard.factor')}>
      <div>
        <h2 className="guard-title">{t('guard.factor')}</h2>
        <p className="quiet">{t(account.secondFactor ? 'guard.factorOn' : 'guard.factorOff')}</p>
        {account.secondFactor && (
          <p className="quiet">{t('guard.codesLeft', { count: account.recoveryCodesLeft })}</p>
        )}
      </div>
      {account.secondFactor ? (
        <Button
          danger
          loading={remove.isPending}
          onClick={() => {
            remove.mutate();
          }}
        >
          {t('guard.factorRemove')}
        </Button>
      ) : (
        <Button
          type="primary"
          loading={begin.isPending}
          onClick={() => {
            begin.mutate();
          }}
        >
          {t('guard.factorBegin')}
        </Button>
      )}
      {begun !== undefined && (
        <Enrol
          begun={begun}
          onClose={() => {
            setBegun(undefined);
            void refresh(['account']);
          }}
        />
      )}
    </section>
  );
}

function Enrol({ begun, onClose }: { begun: SecondFactorBegun; onClose: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmSecondFactor(code.trim()) });
  const codes = confirm.data?.codes;
  if (codes !== undefined)
    return (
      <Modal
        open
        title={t('guard.codesTitle')}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        okText={t('guard.noted')}
        onOk={onClose}
        footer={(_all, { OkBtn }) => <OkBtn />}
        width={420}
      >
        <p className="modal-lead">{t('guard.codesText')}</p>
        <ul className="recovery-codes">
          {codes.map((one) => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ul>
      </Modal>
    );
  return (
    <Modal
      open
      title={t('guard.factorBegin')}
      okText={t('guard.confirm')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !/^\d{6}$/.test(code.trim()) }}
      confirmLoading={confirm.isPending}
      onOk={() => {
        confirm.mutate();
      }}
      onCancel={onClose}
      width={420}
    >
      <p className="modal-lead">{t('guard.scan')}</p>
      <img className="factor-qr" alt={begun.uri} src={`data:image/svg+xml,${encodeURIComponent(begun.qr)}`} />
      <p className="form-hint">{t('guard.secret')}</p>
      <p className="issued">
        <code className="factor-secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <div className="form-row">
        <label htmlFor="factor-code">{t('guard.code')}</label>
        <Input
          id="factor-code"
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
          }}
          onPressEnter={() => {
            confirm.mutate();
          }}
        />
      </div>
      {confirm.isError && <Failure error={confirm.error} />}
    </Modal>
  );
}
