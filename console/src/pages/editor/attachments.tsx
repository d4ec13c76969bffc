import { PaperClipOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftLimits, type AttachedFile } from '../../../../src/contract/api/intake.js';
import { Problem } from '../../api/problem.js';
import { uploadBlob } from '../../api/upload.js';
import { blobUrl, fileSize } from '../../lib/text.js';
import { useProblemText } from '../../ui/feedback.js';
import { useFileDrop } from '../../ui/file-drop.js';

interface Upload {
  key: string;
  name: string;
  part: number;
}

interface AttachmentsProps {
  value: AttachedFile[];
  onChange: (value: AttachedFile[]) => void;
}

/** Files that go with the text: dropped or chosen, each with its own progress. */
export function Attachments({ value, onChange }: AttachmentsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const current = useRef(value);
  current.current = value;
  const [uploads, setUploads] = useState<Upload[]>([]);

  async function add(file: File): Promise<void> {
    const key = `${file.name}/${String(file.lastModified)}/${String(file.size)}`;
    setUploads((old) => [...old, { key, name: file.name, part: 0 }]);
    try {
      const most = file.type.startsWith('video/') ? draftLimits.filmBytes : draftLimits.fileBytes;
      if (file.size > most) throw new Problem('file_too_large');
      const asset = await uploadBlob(file, (part) => {
        setUploads((old) => old.map((one) => (one.key === key ? { ...one, part } : one)));
      });
      const others = current.current.filter((one) => one.hash !== asset.hash);
      current.current = [...others, asset];
      onChange(current.current);
    } catch (error) {
      message.error(t('editor.uploadFailed', { name: file.name, why: words(error) }), 8);
    } finally {
      setUploads((old) => old.filter((one) => one.key !== key));
    }
  }

  function addAll(files: File[]): void {
    const room = draftLimits.attachments - current.current.length - uploads.length;
    if (files.length > room) message.warning(t('editor.tooManyFiles', { count: draftLimits.attachments }));
    for (const file of files.slice(0, Math.max(0, room))) void add(file);
  }

  const drop = useFileDrop(addAll);
  return (
    <fieldset
      id="field-attachments"
      className={drop.over ? 'sheet-section attachments drop-over' : 'sheet-section attachments'}
      {...drop.handlers}
    >
      <legend>{t('field.attachments')}</legend>
      <ul>
        {value.map((asset) => (
          <li key={asset.hash}>
            <PaperClipOutlined aria-hidden />
            <a href={blobUrl(asset.hash)} download={asset.name} className="attachment-name">
              {asset.name}
            </a>
            <span className="quiet num">{fileSize(asset.size)}</span>
            {asset.cleanedFrom !== undefined && <span className="quiet">{t('screening.cleanedFrom')}</span>}
            <button
              type="button"
              className="link-button danger"
              aria-label={t('editor.removeFile', { name: asset.name })}
              onClick={() => {
                onChange(value.filter((one) => one.hash !== asset.hash));
              }}
            >
              {t('action.remove')}
            </button>
          </li>
        ))}
        {uploads.map((upload) => (
          <li key={upload.key} role="status">
            <PaperClipOutlined aria-hidden />
            <span className="attachment-name">{upload.name}</span>
            <span className="quiet num">{`${String(Math.round(upload.part * 100))}%`}</span>
          </li>
        ))}
      </ul>
      <p className="attachments-add">
        <Button size="small" onClick={() => input.current?.click()}>
          {t('editor.addFile')}
        </Button>
        <span className="form-hint">
          {t('editor.addFileHint', { size: fileSize(draftLimits.fileBytes) })}
        </span>
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          addAll([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </fieldset>
  );
}
