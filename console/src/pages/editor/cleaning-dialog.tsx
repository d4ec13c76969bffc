import { useQuery } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import { App, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanedText, legacyParts, loadSimplify, type Legacy } from './legacy-text.js';
import { signsOf } from '../../lib/changes.js';
import { Lines } from '../../ui/change-list.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { changedBlocks, cleaningOf } from './clean-document.js';
import './cleaning.css';

/** What cleaning would change, line by line; nothing is replaced before somebody says so. */
export function CleaningDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [wish, setWish] = useState<Record<keyof Legacy, boolean>>({
    ...{ traditional: true, doubled: true, glosses: true },
  });
  const tables = useQuery({
    queryKey: ['simplified'],
    queryFn: loadSimplify,
    staleTime: 'static',
    enabled: wish.traditional,
  });
  const { traditional, ...others } = wish;
  const clean = (text: string): string =>
    cleanedText(text, { ...others, simplify: traditional ? tables.data : undefined });
  const isReady = !traditional || tables.data !== undefined;
  const cleaning = cleaningOf(editor.state, clean);
  return (
    <Modal
      open
      title={t('cleaning.title')}
      okText={t('cleaning.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !isReady || !cleaning.docChanged }}
      onOk={() => {
        // Of the text as it stands now.
        editor.view.dispatch(cleaningOf(editor.state, clean));
        onClose();
        message.success(t('cleaning.done'));
        editor.commands.focus();
      }}
      onCancel={onClose}
      width={720}
    >
      <p className="modal-lead">{t('cleaning.lead')}</p>
      <div className="form-row" role="group" aria-label={t('cleaning.parts')}>
        {legacyParts.map((part) => (
          <Checkbox
            key={part}
            checked={wish[part]}
            onChange={(event) => {
              setWish({ ...wish, [part]: event.target.checked });
            }}
          >
            {t(`cleaning.part.${part}`)}
          </Checkbox>
        ))}
      </div>
      {tables.isError && traditional && (
        <Failure error={tables.error} onRetry={() => void tables.refetch()} />
      )}
      {!isReady && !tables.isError && <Loading lines={4} />}
      {isReady &&
        (cleaning.docChanged ? (
          <div className="card changes cleaning-changes">
            <Lines
              lines={changedBlocks(cleaning.before, cleaning.doc).map(([was, is]) => signsOf(was, is))}
            />
          </div>
        ) : (
          <p className="quiet">{t('cleaning.nothing')}</p>
        ))}
    </Modal>
  );
}
