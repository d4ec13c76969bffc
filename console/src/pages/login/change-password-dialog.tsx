import { App, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from './password-form.js';

/** A member changes the own password; the other sessions end. */
export function ChangePasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('account.password')}
      footer={null}
      width={400}
      destroyOnHidden
    >
      <p className="modal-lead">{t('password.others')}</p>
      <PasswordForm
        onDone={() => {
          message.success(t('password.done'));
          onClose();
        }}
      />
    </Modal>
  );
}
