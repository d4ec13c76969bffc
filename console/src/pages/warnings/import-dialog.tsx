import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportWarning } from '../../../../src/contract/api/warnings.js';
import { importWarning } from '../../api/warning-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';

/** Takes in a CAP message as it came; what is wrong with it is said. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [xml, setXml] = useState('');
  const body = ImportWarning.safeParse({ xml: xml.trim() });
  const take = useMutation({
    mutationFn: importWarning,
    onSuccess: async ({ state }) => {
      message.success(t(state === 'prepared' ? 'warnings.imported' : 'warnings.importEnded'));
      onClose();
      await refresh(['warnings']);
    },
  });
  return (
    <Modal
      open
      title={t('warnings.import')}
      okText={t('warnings.importOk')}
      okButtonProps={{ disabled: !body.success }}
      cancelText={t('action.cancel')}
      confirmLoading={take.isPending}
      onOk={() => {
        if (body.success) take.mutate(body.data.xml);
      }}
      onCancel={onClose}
      width={640}
    >
      <p className="modal-lead">{t('warnings.importText')}</p>
      <FormRow id="cap-xml" label={t('warnings.importLabel')}>
        <Input.TextArea
          id="cap-xml"
          autoFocus
          rows={10}
          className="num"
          value={xml}
          onChange={(event) => {
            setXml(event.target.value);
          }}
        />
      </FormRow>
      {take.isError && <Failure error={take.error} />}
    </Modal>
  );
}
