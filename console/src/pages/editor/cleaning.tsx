import type { Editor } from '@tiptap/react';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { legacyParts, type Legacy } from './legacy-text.js';
import { Notice } from '../../ui/feedback.js';
import { CleaningDialog } from './cleaning-dialog.js';

/** Says that a text looks converted, and leads to what would be changed. Whoever does not want that puts it away. */
export function Cleaning({ editor, found }: { editor: Editor; found: Legacy }) {
  const { t } = useTranslation();
  const [isAway, setAway] = useState(false);
  const [isOpen, setOpen] = useState(false);
  if (isAway) return null;
  return (
    <>
      <Notice
        tone="amber"
        title={t('cleaning.found')}
        action={
          <span className="card-buttons">
            <Button
              size="small"
              onClick={() => {
                setOpen(true);
              }}
            >
              {t('cleaning.open')}
            </Button>
            <Button
              size="small"
              type="text"
              onClick={() => {
                setAway(true);
              }}
            >
              {t('cleaning.later')}
            </Button>
          </span>
        }
      >
        {legacyParts
          .filter((part) => found[part] > 0)
          .map((part) => t(`cleaning.counted.${part}`, { count: found[part] }))
          .join(t('list.comma'))}
      </Notice>
      {isOpen && (
        <CleaningDialog
          editor={editor}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
