import type { Editor } from '@tiptap/react';
import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

const Href = z.object({ href: z.string().optional() });

const SCHEMES = ['https:', 'http:', 'mailto:', 'tel:'];

/** `www.example.cn` becomes an address; anything but web, mail and telephone is refused. */
function addressOf(text: string): string | undefined {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return SCHEMES.includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

interface LinkDialogProps {
  editor: Editor;
  open: boolean;
  onClose: () => void;
}

export function LinkDialog({ editor, open, onClose }: LinkDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    if (!open) return;
    setText(Href.parse(editor.getAttributes('link')).href ?? '');
    setWrong(false);
  }, [open, editor]);

  function save(): void {
    const trimmed = text.trim();
    const link = editor.chain().focus().extendMarkRange('link');
    if (trimmed === '') {
      link.unsetLink().run();
      onClose();
      return;
    }
    const href = addressOf(trimmed);
    setWrong(href === undefined);
    if (href === undefined) return;
    if (editor.state.selection.empty && !editor.isActive('link')) {
      editor
        .chain()
        .focus()
        .insertContent({ type: 'text', text: trimmed, marks: [{ type: 'link', attrs: { href } }] })
        .run();
    } else link.setLink({ href }).run();
    onClose();
  }

  return (
    <Modal
      open={open}
      title={t('toolbar.link')}
      okText={t('action.ok')}
      cancelText={t('action.cancel')}
      onOk={save}
      onCancel={onClose}
      width={460}
      destroyOnHidden
    >
      <Input
        autoFocus
        value={text}
        aria-label={t('toolbar.linkAddress')}
        placeholder="https://"
        status={wrong ? 'error' : ''}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onPressEnter={save}
      />
      <p className={wrong ? 'field-error' : 'form-hint'}>
        {wrong ? t('toolbar.linkWrong') : t('toolbar.linkHint')}
      </p>
    </Modal>
  );
}
