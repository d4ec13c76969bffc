import { App, Button, Modal } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementDetail } from '../../../../src/contract/api/intake.js';
import { linesOf } from '../../../../src/contract/kit/text-lines.js';
import { copy } from '../../lib/clipboard.js';
import type { DraftSaver, SaverState } from '../../lib/draft-saver.js';
import { Loading, Notice } from '../../ui/feedback.js';
import { storedOf } from './use-draft.js';

const ChangeList = lazy(async () => ({ default: (await import('../../ui/change-list.js')).ChangeList }));

interface HeldNoticeProps {
  state: SaverState;
  saver: DraftSaver;
  newest: AnnouncementDetail;
}

/** What was written and could not be saved, because somebody else has the pen: it is here, and can be taken along. */
export function HeldNotice({ state, saver, newest }: HeldNoticeProps) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [comparing, setComparing] = useState(false);
  if (state.status !== 'held') return null;
  const { title, body } = state.fields;

  async function copyText(): Promise<void> {
    const text = [title, ...linesOf(body)].join('\n');
    const copied = await copy({ text, html: body });
    if (copied) message.success(t('pen.copied'));
    else message.error(t('pen.notCopied'));
  }

  function drop(): void {
    modal.confirm({
      title: t('pen.dropTitle'),
      content: t('pen.dropText'),
      okText: t('pen.drop'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => {
        saver.adopt(storedOf(newest), new Date(newest.draft.savedAt));
      },
    });
  }

  return (
    <Notice
      tone="cinnabar"
      title={t('pen.unsaved')}
      action={
        <span className="pen-actions">
          <Button
            onClick={() => {
              setComparing(true);
            }}
          >
            {t('pen.compare')}
          </Button>
          <Button onClick={() => void copyText()}>{t('pen.copy')}</Button>
          <Button danger onClick={drop}>
            {t('pen.drop')}
          </Button>
        </span>
      }
    >
      {t('pen.unsavedText')}
      <Modal
        open={comparing}
        title={t('pen.compareTitle')}
        width={860}
        footer={null}
        onCancel={() => {
          setComparing(false);
        }}
      >
        <p className="modal-lead">{t('pen.compareText')}</p>
        <Suspense fallback={<Loading lines={3} />}>
          <ChangeList before={newest.draft} after={state.fields} />
        </Suspense>
      </Modal>
    </Notice>
  );
}
