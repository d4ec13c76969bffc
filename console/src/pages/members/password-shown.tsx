import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberWithPassword } from '../../../../src/contract/api/identity.js';

/** A password that is shown this once. The dialog closes only when somebody says that it is noted. */
export function PasswordShown({ issued, onClose }: { issued: MemberWithPassword; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // Browsers give the clipboard to secure pages only; elsewhere the text is selected by hand.
  const mayCopy = window.isSecureContext;
  return (
    <Modal
      open
      title={t('members.passwordTitle', { name: issued.member.name })}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      okText={t('members.noted')}
      onOk={onClose}
      footer={(_all, { OkBtn }) => <OkBtn />}
      width={420}
    >
      <p className="modal-lead">{t('members.passwordText')}</p>
      <p className="issued">
        <span className="quiet">{issued.member.username}</span>
        <code>{issued.password}</code>
        {mayCopy && (
          <Button
            size="small"
            onClick={() => {
              void navigator.clipboard.writeText(issued.password).then(() => {
                setCopied(true);
              });
            }}
          >
            {copied ? t('members.copied') : t('members.copy')}
          </Button>
        )}
      </p>
    </Modal>
  );
}
