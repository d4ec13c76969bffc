import { Placeholder } from '@tiptap/extensions';
import { TableKit } from '@tiptap/extension-table';
import { EditorState } from '@tiptap/pm/state';
import { EditorContent, useEditor, type Editor, type UseEditorOptions } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { App } from 'antd';
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ASSET_SCHEME } from '../../../../src/contract/values.js';
import { draftLimits } from '../../../../src/contract/api/intake.js';
import { Problem } from '../../api/problem.js';
import { uploadBlob } from '../../api/upload.js';
import { withWords } from '../../i18n/with-words.js';
import { legacyIn, looksConverted } from './legacy-text.js';
import { countCharacters } from '../../lib/text.js';
import { useProblemText } from '../../ui/feedback.js';
import { Subscript, Superscript } from './marks.js';
import { Picture, withAssetSources, withBarePictures } from './picture.js';
import { StillText } from './still-text.js';
import { Toolbar } from './toolbar.js';

/** Old pages' text is rare: what cleans it comes when there is some. */
const Cleaning = lazy(() =>
  withWords('cleaning', async () => ({ default: (await import('./cleaning.js')).Cleaning })),
);

interface RichTextProps {
  value: string;
  /** Grows when `value` was replaced from outside and has to be loaded again. */
  replaced: number;
  /** Whether the writer may undo that. */
  undoable: boolean;
  readOnly: boolean;
  limit: { max: number; name: string } | undefined;
  onChange: (html: string) => void;
}

/** The editor keeps an empty paragraph at the end to write on; it is not part of the text. */
function htmlOf(editor: Editor): string {
  return withAssetSources(editor.getHTML()).replace(/(<p><\/p>)+$/, '');
}

function isPicture(file: File): boolean {
  return file.type.startsWith('image/');
}

/** The body: headings, lists, tables, links and pictures, nothing that a channel could not carry. */
export function RichText({ value, replaced, undoable, readOnly, limit, onChange }: RichTextProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const [uploading, setUploading] = useState(0);
  const last = useRef(value);
  const insert = useRef<(files: File[]) => void>(() => undefined);

  // Read once: other ones are taken over into the editor at each key, and that takes long.
  const [content] = useState(() => withBarePictures(value));
  const fixed = useMemo(
    (): Partial<UseEditorOptions> => ({
      extensions: [
        StarterKit.configure({
          heading: { levels: [2, 3, 4] },
          code: false,
          codeBlock: false,
          strike: false,
          underline: false,
          horizontalRule: false,
          link: {
            openOnClick: false,
            protocols: ['mailto', 'tel'],
            HTMLAttributes: { target: null, rel: null },
          },
        }),
        TableKit.configure({ table: { resizable: false } }),
        Picture,
        Superscript,
        Subscript,
        Placeholder.configure({ placeholder: () => t('editor.bodyHint') }),
      ],
      editorProps: {
        attributes: {
          id: 'field-body',
          class: 'prose',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': t('field.body'),
        },
        handlePaste: (_view, event) => takeFiles(event.clipboardData, insert.current),
        handleDrop: (_view, event) => takeFiles(event.dataTransfer, insert.current),
        transformPastedHTML: (html) => {
          if (/<img[^>]+src=["']?(https?:|\/\/|data:|file:)/i.test(html))
            message.info(t('editor.pastedPictures'), 6);
          return html;
        },
      },
    }),
    [t, message],
  );
  const editor = useEditor({
    ...fixed,
    content,
    editable: !readOnly,
    // A page that is drawn a piece at a time begins anew when something comes between, and so would the editor.
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    onUpdate: ({ editor: current }) => {
      const html = htmlOf(current);
      if (html === last.current) return;
      last.current = html;
      onChange(html);
    },
  });

  const shown = useDeferredValue(editor);

  insert.current = (files) => {
    for (const file of files) void insertPicture(file);
  };

  async function insertPicture(file: File): Promise<void> {
    setUploading((count) => count + 1);
    try {
      if (file.size > draftLimits.fileBytes) throw new Problem('file_too_large');
      const asset = await uploadBlob(file);
      const { hash, width = null, height = null } = asset;
      const attrs = { src: `${ASSET_SCHEME}${hash}`, alt: '', width, height };
      editor?.chain().focus().insertContent({ type: 'picture', attrs }).run();
    } catch (error) {
      message.error(t('editor.uploadFailed', { name: file.name, why: words(error) }), 8);
    } finally {
      setUploading((count) => count - 1);
    }
  }

  useEffect(() => {
    // Other fields were replaced: the text, the cursor and what can be undone stay.
    if (editor === null || replaced === 0 || value === last.current) return;
    last.current = value;
    editor.commands.setContent(withBarePictures(value), { emitUpdate: false });
    if (!undoable) forget(editor);
    // Only a replacement from outside loads the text again; while typing, the editor's own copy is the newest.
  }, [replaced, editor]);

  useEffect(() => {
    editor?.setEditable(!readOnly, false);
  }, [editor, readOnly]);

  // Making it is one piece of work, and showing it another.
  if (shown === null) return <StillText html={value} />;
  const count = countCharacters(shown.getText({ blockSeparator: '' }));
  const legacy = legacyIn(shown.getText({ blockSeparator: '\n' }));
  return (
    <div className="rich">
      <Toolbar
        editor={shown}
        uploading={uploading > 0}
        onPictures={(files) => {
          insert.current(files.filter(isPicture));
        }}
        count={limit !== undefined && <Limit count={count} limit={limit} />}
      />
      {!readOnly && looksConverted(legacy) && (
        <Suspense fallback={null}>
          <Cleaning editor={shown} found={legacy} />
        </Suspense>
      )}
      <EditorContent editor={shown} />
    </div>
  );
}

/** How much of what the strictest target takes is used. */
function Limit({ count, limit }: { count: number; limit: NonNullable<RichTextProps['limit']> }) {
  const { t } = useTranslation();
  const words = t('editor.limit', { count, max: limit.max, target: limit.name });
  return (
    <span className={count > limit.max ? 'limit limit-over' : 'limit'} title={words}>
      {words}
    </span>
  );
}

/** What stands there is the beginning: undoing would bring back what somebody else has changed. */
function forget({ state, view }: Editor): void {
  const { doc, plugins, schema } = state;
  view.updateState(EditorState.create({ doc, plugins, schema }));
  // Whoever listens to the editor hears of it.
  view.dispatch(view.state.tr.setMeta('addToHistory', false));
}

/** Takes pictures out of a paste or drop; anything else is left to the editor. */
function takeFiles(data: DataTransfer | null, insert: (files: File[]) => void): boolean {
  const pictures = [...(data?.files ?? [])].filter(isPicture);
  if (pictures.length === 0) return false;
  insert(pictures);
  return true;
}
