import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClaimScreen } from '../../../../src/contract/api/screens.js';
import { claimScreen } from '../../api/screen-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { useScreenGroups } from './groups.js';
import { ScreenSetupHint, useDisplayUrl } from './setup.js';

const CODE_LENGTH = 6;

/** Six characters that a new screen shows, a name, and the group that it belongs to. */
export function ClaimDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const groups = useScreenGroups();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [group, setGroup] = useState<string>();
  const targetId = group ?? groups[0]?.id;
  const url = useDisplayUrl();
  const claim = useMutation({
    mutationFn: (body: ClaimScreen) => claimScreen(body),
    onSuccess: async (screen) => {
      message.success(t('screens.claimed', { name: screen.name }));
      setCode('');
      setName('');
      onClose();
      await refresh(['fleet', 'screens']);
    },
  });
  const body = ClaimScreen.safeParse({ code, name, targetId });
  const wrongCode = code.length === CODE_LENGTH && !ClaimScreen.shape.code.safeParse(code).success;
  const save = () => {
    if (body.success) claim.mutate(body.data);
  };
  return (
    <Modal
      open={open}
      title={t('screens.claim')}
      okText={t('screens.claimOk')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success }}
      confirmLoading={claim.isPending}
      onOk={save}
      onCancel={onClose}
      width={440}
      destroyOnHidden
    >
      <p className="modal-lead">{t('screens.claimText', { url })}</p>
      <div className="form-row">
        <span className="form-label">{t('screens.code')}</span>
        <Input.OTP
          className="claim-code"
          length={CODE_LENGTH}
          autoFocus
          size="large"
          aria-label={t('screens.code')}
          formatter={(text) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}
          value={code}
          onInput={(characters) => {
            setCode(characters.join(''));
          }}
          onChange={setCode}
        />
        <span className={wrongCode ? 'field-error' : 'form-hint'}>{t('screens.codeHint')}</span>
      </div>
      <div className="form-row">
        <label htmlFor="claim-name">{t('screens.name')}</label>
        <Input
          id="claim-name"
          value={name}
          maxLength={60}
          placeholder={t('screens.nameHint')}
          onChange={(event) => {
            setName(event.target.value);
          }}
          onPressEnter={save}
        />
      </div>
      <div className="form-row">
        <label htmlFor="claim-group">{t('screens.group')}</label>
        <Select
          id="claim-group"
          value={targetId}
          onChange={setGroup}
          options={groups.map((one) => ({ value: one.id, label: one.name }))}
          notFoundContent={t('screens.noGroups')}
        />
      </div>
      <ScreenSetupHint />
      {claim.isError && <Failure error={claim.error} />}
    </Modal>
  );
}
