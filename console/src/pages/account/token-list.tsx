import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../../src/contract/api/common.js';
import { CreateToken, type TokenView } from '../../../../src/contract/api/people.js';
import { createToken, revokeToken } from '../../api/account-calls.js';
import { useMe } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, useProblemText } from '../../ui/feedback.js';
import { SecretShown } from '../../ui/secret-shown.js';
import { When } from '../../ui/when.js';

/** Keys by which other systems act for the member. */
export function TokenList({ tokens }: { tokens: TokenView[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const [making, setMaking] = useState(false);
  const revoke = useMutation({
    mutationFn: revokeToken,
    onSuccess: async () => {
      message.success(t('guard.revoked'));
      await refresh(['account']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <section aria-label={t('guard.tokens')}>
      <h2 className="section-title">{t('guard.tokens')}</h2>
      <p className="quiet guard-lead">{t('guard.tokensText')}</p>
      <ul className="card guard-rows">
        {tokens.length === 0 && <li className="quiet">{t('guard.tokensNone')}</li>}
        {tokens.map((token) => (
          <li key={token.id}>
            <span className="guard-name">
              {token.name}
              <small className="quiet">
                {token.permissions.map((one) => t(`permission.${one}`)).join(t('list.comma'))}
              </small>
            </span>
            <span className="quiet">
              {t('guard.tokenUntil')} <When at={token.expiresAt} />
            </span>
            <span className="quiet">
              {token.lastUsedAt === undefined ? (
                t('guard.tokenUnused')
              ) : (
                <>
                  {t('guard.tokenUsed')} <When at={token.lastUsedAt} />
                </>
              )}
            </span>
            <Button
              size="small"
              danger
              aria-label={t('guard.revokeOf', { name: token.name })}
              onClick={() => {
                revoke.mutate(token.id);
              }}
            >
              {t('guard.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        onClick={() => {
          setMaking(true);
        }}
      >
        {t('guard.tokenNew')}
      </Button>
      {making && (
        <NewToken
          onClose={() => {
            setMaking(false);
            void refresh(['account']);
          }}
        />
      )}
    </section>
  );
}

function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const [name, setName] = useState('');
  const [days, setDays] = useState<number | null>(90);
  const [chosen, setChosen] = useState<Permission[]>([]);
  const wish = CreateToken.safeParse({ name, days, permissions: chosen });
  const create = useMutation({ mutationFn: createToken });
  if (create.data !== undefined)
    return (
      <SecretShown
        title={t('guard.tokenShown', { name: create.data.view.name })}
        text={t('guard.tokenText')}
        secret={create.data.token}
        onClose={onClose}
      />
    );
  return (
    <Modal
      open
      title={t('guard.tokenNew')}
      okText={t('guard.tokenCreate')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={create.isPending}
      onOk={() => {
        if (wish.success) create.mutate(wish.data);
      }}
      onCancel={onClose}
      width={440}
    >
      <div className="form-row">
        <label htmlFor="token-name">{t('guard.tokenName')}</label>
        <Input
          id="token-name"
          autoFocus
          maxLength={60}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </div>
      <div className="form-row">
        <label htmlFor="token-days">{t('guard.tokenDays')}</label>
        <InputNumber id="token-days" min={1} max={366} precision={0} value={days} onChange={setDays} />
      </div>
      <div className="form-row">
        <span className="form-label">{t('guard.tokenScopes')}</span>
        <Checkbox.Group<Permission>
          className="token-scopes"
          value={chosen}
          onChange={setChosen}
          options={permissions.map((value) => ({ value, label: t(`permission.${value}`) }))}
        />
      </div>
      {create.isError && <Failure error={create.error} />}
    </Modal>
  );
}
