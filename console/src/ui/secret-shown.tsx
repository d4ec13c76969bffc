import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './secret-shown.css';

interface SecretShownProps {
  title: string;
  text: string;
  /** What stands before it, e.g. whose it is. */
  before?: string;
  secret: string;
  onClose: () => void;
}

/** What is shown this once. The dialog closes only when somebody says that it is noted. */
export function SecretShown({ title, text, before, secret, onClose }: SecretShownProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // Browsers give the clipboard to secure pages only; elsewhere the text is selected by hand.
  const mayCopy = window.isSecureContext;
  return (
    <Modal
      open
      title={title}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      okText={t('members.noted')}
      onOk={onClose}
      footer={(_all, { OkBtn }) => <OkBtn />}
      width={460}
    >
      <p className="modal-lead">{text}</p>
      <p className="issued">
        {before !== undefined && <span className="quiet">{before}</span>}
        <code>{secret}</code>
        {mayCopy && (
          <Button
            size="small"
            onClick={() => {
              void navigator.clipboard.writeText(secret).then(() => {
                setCopied(true);
              });
            }}
          >
            {t(copied ? 'members.copied' : 'members.copy')}
          </Button>
        )}
      </p>
    </Modal>
  );
}
