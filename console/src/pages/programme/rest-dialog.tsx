import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../../../src/contract/api/screens.js';
import { Rest } from '../../../../src/contract/programme.js';
import { WhenFields } from './when-fields.js';
import { WhichFields } from './which-fields.js';

interface RestDialogProps {
  rest: Rest;
  isNew: boolean;
  screens: readonly ScreenView[];
  onSave: (rest: Rest) => void;
  onClose: () => void;
}

/** Hours in which screens are dark. */
export function RestDialog({ rest, isNew, screens, onSave, onClose }: RestDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(rest);
  const wish = Rest.safeParse(draft);
  return (
    <Modal
      open
      width={560}
      title={t(isNew ? 'programme.addRest' : 'programme.editRest')}
      okText={t('action.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      onOk={() => {
        if (wish.success) onSave(wish.data);
      }}
      onCancel={onClose}
    >
      <p className="modal-lead">{t('programme.restHint')}</p>
      <WhenFields
        when={draft.when}
        onChange={(when) => {
          setDraft({ ...draft, when });
        }}
      />
      <WhichFields
        which={draft.screens}
        screens={screens}
        onChange={(which) => {
          setDraft({ ...draft, screens: which });
        }}
      />
    </Modal>
  );
}
