import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MailServerSettings,
  SetMailServer,
  type MailServerView,
} from '../../../../src/contract/api/notification-mail.js';
import { setMailServer } from '../../api/notification-calls.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { mailServerKey } from './mail-server-key.js';

type Text = 'host' | 'user' | 'senderName' | 'senderAddress';
const most: Record<Text, number> = { host: 253, user: 254, senderName: 60, senderAddress: 254 };

interface MailServerDialogProps {
  begun: MailServerView['server'];
  onClose: () => void;
}

/** Which server, which account, and who the sender is. */
export function MailServerDialog({ begun, onClose }: MailServerDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [texts, setTexts] = useState<Record<Text, string>>({
    host: begun?.host ?? '',
    user: begun?.user ?? '',
    senderName: begun?.senderName ?? '',
    senderAddress: begun?.senderAddress ?? '',
  });
  const [port, setPort] = useState<number | null>(begun?.port ?? 465);
  const [security, setSecurity] = useState(begun?.security ?? 'tls');
  const [password, setPassword] = useState('');
  const { user, ...others } = texts;
  const wish = SetMailServer.safeParse({
    ...{ ...others, senderAddress: texts.senderAddress.trim(), port, security },
    consoleUrl: window.location.origin,
    ...(user.trim() === '' ? {} : { user: user.trim() }),
    ...(password === '' ? {} : { password }),
  });
  const save = useMutation({
    mutationFn: setMailServer,
    onSuccess: (view) => {
      client.setQueryData(mailServerKey, view);
      onClose();
    },
  });
  const field = (name: Text) => (
    <FormRow id={`mail-${name}`} label={t(`mailServer.${name}`)}>
      <Input
        id={`mail-${name}`}
        autoComplete="off"
        maxLength={most[name]}
        value={texts[name]}
        onChange={(event) => {
          setTexts({ ...texts, [name]: event.target.value });
        }}
      />
    </FormRow>
  );
  return (
    <Modal
      open
      width={520}
      title={t('mailServer.title')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success) save.mutate(wish.data);
      }}
      onCancel={onClose}
    >
      <div className="mail-pair">
        {field('host')}
        <FormRow id="mail-port" label={t('mailServer.port')}>
          <InputNumber id="mail-port" min={1} max={65_535} precision={0} value={port} onChange={setPort} />
        </FormRow>
      </div>
      <FormRow id="mail-security" label={t('mailServer.security')}>
        <Select
          id="mail-security"
          value={security}
          onChange={setSecurity}
          options={MailServerSettings.shape.security.options.map((value) => ({
            value,
            label: t(`mailServer.securityOf.${value}`),
          }))}
        />
      </FormRow>
      {field('user')}
      <FormRow
        id="mail-password"
        label={t('mailServer.password')}
        {...(begun?.hasPassword === true ? { hint: t('mailServer.passwordKept') } : {})}
      >
        <Input.Password
          id="mail-password"
          autoComplete="new-password"
          maxLength={254}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
      </FormRow>
      {field('senderName')}
      {field('senderAddress')}
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}
