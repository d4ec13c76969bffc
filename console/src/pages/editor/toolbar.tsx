import {
  BoldOutlined,
  LinkOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  TableOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { useEditorState, type Editor } from '@tiptap/react';
import { Dropdown } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkDialog } from './link-dialog.js';

interface ToolbarProps {
  editor: Editor;
  uploading: boolean;
  onPictures: (files: File[]) => void;
  count: ReactNode;
}

const LEVELS = [2, 3, 4] as const;

/** What can be done with the text, with what is in force where the cursor stands. */
export function Toolbar({ editor, uploading, onPictures, count }: ToolbarProps) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const [linking, setLinking] = useState(false);
  const now = useEditorState({
    editor,
    selector: ({ editor: e }) => ({
      level: LEVELS.find((level) => e.isActive('heading', { level })),
      bold: e.isActive('bold'),
      bullet: e.isActive('bulletList'),
      ordered: e.isActive('orderedList'),
      table: e.isActive('table'),
      link: e.isActive('link'),
      undo: e.can().undo(),
      redo: e.can().redo(),
    }),
  });
  const chain = () => editor.chain().focus();

  return (
    <div className="toolbar" role="toolbar" aria-label={t('toolbar.label')}>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [String(now.level ?? 0)],
          items: [
            { key: '0', label: t('toolbar.paragraph'), onClick: () => chain().setParagraph().run() },
            ...LEVELS.map((level) => ({
              key: String(level),
              label: t(`toolbar.heading${level}`),
              onClick: () => chain().setHeading({ level }).run(),
            })),
          ],
        }}
      >
        <button type="button" className="tool tool-wide">
          {now.level === undefined ? t('toolbar.paragraph') : t(`toolbar.heading${now.level}`)}
        </button>
      </Dropdown>
      <Tool label={t('toolbar.bold')} on={now.bold} onClick={() => chain().toggleBold().run()}>
        <BoldOutlined />
      </Tool>
      <Tool label={t('toolbar.bullet')} on={now.bullet} onClick={() => chain().toggleBulletList().run()}>
        <UnorderedListOutlined />
      </Tool>
      <Tool label={t('toolbar.ordered')} on={now.ordered} onClick={() => chain().toggleOrderedList().run()}>
        <OrderedListOutlined />
      </Tool>
      <TableTool editor={editor} inside={now.table} />
      <Tool
        label={t('toolbar.link')}
        on={now.link}
        onClick={() => {
          setLinking(true);
        }}
      >
        <LinkOutlined />
      </Tool>
      <Tool label={t('toolbar.picture')} onClick={() => files.current?.click()}>
        <PictureOutlined />
      </Tool>
      <span className="tool-gap" />
      <Tool label={t('toolbar.undo')} disabled={!now.undo} onClick={() => chain().undo().run()}>
        <UndoOutlined />
      </Tool>
      <Tool label={t('toolbar.redo')} disabled={!now.redo} onClick={() => chain().redo().run()}>
        <RedoOutlined />
      </Tool>
      <span className="toolbar-end">
        {uploading && <span role="status">{t('toolbar.uploading')}</span>}
        {count}
      </span>
      <input
        ref={files}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        multiple
        hidden
        onChange={(event) => {
          onPictures([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <LinkDialog
        editor={editor}
        open={linking}
        onClose={() => {
          setLinking(false);
        }}
      />
    </div>
  );
}

interface ToolProps {
  label: string;
  on?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, on, disabled = false, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className="tool"
      title={label}
      aria-label={label}
      aria-pressed={on}
      disabled={disabled}
      // The selection in the text must survive the click.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

function TableTool({ editor, inside }: { editor: Editor; inside: boolean }) {
  const { t } = useTranslation();
  const chain = () => editor.chain().focus();
  if (!inside) {
    return (
      <Tool
        label={t('toolbar.table')}
        onClick={() => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
      >
        <TableOutlined />
      </Tool>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'rowAbove', label: t('toolbar.rowAbove'), onClick: () => chain().addRowBefore().run() },
          { key: 'rowBelow', label: t('toolbar.rowBelow'), onClick: () => chain().addRowAfter().run() },
          {
            key: 'columnLeft',
            label: t('toolbar.columnLeft'),
            onClick: () => chain().addColumnBefore().run(),
          },
          {
            key: 'columnRight',
            label: t('toolbar.columnRight'),
            onClick: () => chain().addColumnAfter().run(),
          },
          { type: 'divider' },
          { key: 'header', label: t('toolbar.headerRow'), onClick: () => chain().toggleHeaderRow().run() },
          { key: 'merge', label: t('toolbar.mergeCells'), onClick: () => chain().mergeOrSplit().run() },
          { type: 'divider' },
          { key: 'deleteRow', label: t('toolbar.deleteRow'), onClick: () => chain().deleteRow().run() },
          {
            key: 'deleteColumn',
            label: t('toolbar.deleteColumn'),
            onClick: () => chain().deleteColumn().run(),
          },
          {
            key: 'deleteTable',
            label: t('toolbar.deleteTable'),
            danger: true,
            onClick: () => chain().deleteTable().run(),
          },
        ],
      }}
    >
      <button
        type="button"
        className="tool"
        aria-pressed
        aria-label={t('toolbar.tableMenu')}
        title={t('toolbar.tableMenu')}
      >
        <TableOutlined />
      </button>
    </Dropdown>
  );
}
