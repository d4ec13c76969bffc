import { useMutation } from '@tanstack/react-query';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateHook } from '../../../../src/contract/api/hooks.js';
import { HookKind, type NotificationKind } from '../../../../src/contract/api/notifications.js';
import { createHook } from '../../api/notification-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { KindChoice } from '../../ui/kind-choice.js';
import { SecretShown } from '../../ui/secret-shown.js';

/** What a duty group wants to know; the rest concerns single members. */
const usual: readonly NotificationKind[] = [
  'review.waiting',
  'review.overdue',
  'recall.waiting',
  'recall.stuck',
  'delivery.failed',
  'delivery.unconfirmed',
  'delivery.missing',
  'target.paused',
];

/** Adds a robot or a system. A system's signing key is shown once at the end. */
export function HookDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [kind, setKind] = useState<HookKind>('wecom');
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [kinds, setKinds] = useState<readonly NotificationKind[]>(usual);
  const wish = CreateHook.safeParse({
    ...{ kind, name, url: url.trim(), kinds, consoleUrl: window.location.origin },
    ...(kind === 'dingtalk' && secret.trim() !== '' ? { secret } : {}),
  });
  const create = useMutation({
    mutationFn: createHook,
    onSuccess: async ({ secret: made }) => {
      await refresh(['hooks']);
      if (made === undefined) onClose();
    },
  });
  if (create.data?.secret !== undefined)
    return (
      <SecretShown
        title={t('hook.secretTitle', { name: create.data.view.name })}
        text={t('hook.secretText')}
        secret={create.data.secret}
        onClose={onClose}
      />
    );
  return (
    <Modal
      open
      width={560}
      title={t('hook.add')}
      okText={t('hook.add')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={create.isPending}
      onOk={() => {
        if (wish.success) create.mutate(wish.data);
      }}
      onCancel={onClose}
    >
      <Select<HookKind>
        className="hook-kind"
        aria-label={t('nav.hooks')}
        value={kind}
        onChange={setKind}
        options={HookKind.options.map((value) => ({ value, label: t(`hook.kind.${value}`) }))}
      />
      <FormRow id="hook-name" label={t('hook.name')}>
        <Input
          id="hook-name"
          autoFocus
          maxLength={40}
          value={name}
          placeholder={t('hook.nameHint')}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </FormRow>
      <FormRow id="hook-url" label={t('hook.address')} hint={t(`hook.addressHint.${kind}`)}>
        <Input
          id="hook-url"
          aria-describedby="hook-url-hint"
          autoComplete="off"
          maxLength={1000}
          value={url}
          onChange={(event) => {
            setUrl(event.target.value);
          }}
        />
      </FormRow>
      {kind === 'dingtalk' && (
        <FormRow id="hook-secret" label={t('hook.secret')} hint={t('hook.secretHint')}>
          <Input.Password
            id="hook-secret"
            aria-describedby="hook-secret-hint"
            autoComplete="new-password"
            maxLength={200}
            value={secret}
            onChange={(event) => {
              setSecret(event.target.value);
            }}
          />
        </FormRow>
      )}
      <KindChoice label={t('hook.kinds')} value={kinds} onChange={setKinds} />
      <p className="quiet">{t('hook.addressOnce')}</p>
      {create.isError && <Failure error={create.error} />}
    </Modal>
  );
}
