import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftLimits } from '../../../src/contract/api/intake.js';
import type { AssetRef } from '../../../src/contract/values.js';
import { Problem } from '../api/problem.js';
import type { Progress } from '../api/upload.js';
import { fileSize } from '../lib/text.js';
import { Failure } from './feedback.js';
import { useFileDrop } from './file-drop.js';
import './one-file.css';

interface OneFileProps {
  /** Media types that are offered; without it every file. */
  accept?: readonly string[];
  value: AssetRef | undefined;
  words: { label: string; choose: string; hint: string };
  send: (file: File, progress: Progress) => Promise<AssetRef>;
  onChange: (file: AssetRef | undefined) => void;
  /** The form may be sent without one. */
  optional?: boolean;
}

/** One file that goes up at once: chosen, dropped, or taken with a telephone's camera. */
export function OneFile({ accept, value, words, send, onChange, optional = false }: OneFileProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState(0);
  const upload = useMutation({
    mutationFn: (file: File) => {
      if (file.size > draftLimits.fileBytes) throw new Problem('file_too_large');
      setPart(0);
      return send(file, setPart);
    },
    onSuccess: onChange,
  });
  const take = (files: Iterable<File>): void => {
    const [file] = files;
    if (file === undefined) return;
    onChange(undefined);
    upload.mutate(file);
  };
  const drop = useFileDrop(take);
  return (
    <div className={drop.over ? 'form-row drop-over' : 'form-row'} {...drop.handlers}>
      <span className="form-label">{words.label}</span>
      {value !== undefined && (
        <span className="one-file">
          <PaperClipOutlined aria-hidden /> {value.name}{' '}
          <span className="quiet num">{fileSize(value.size)}</span>{' '}
          {optional && (
            <button
              type="button"
              className="link-button danger"
              onClick={() => {
                onChange(undefined);
              }}
            >
              {t('action.remove')}
            </button>
          )}
        </span>
      )}
      <span>
        <Button loading={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending
            ? t('file.uploading', { part: Math.round(part * 100) })
            : value === undefined
              ? words.choose
              : t('file.replace')}
        </Button>
      </span>
      <span className="form-hint">{words.hint}</span>
      {upload.isError && <Failure error={upload.error} />}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.choose}
        accept={accept?.join(',')}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
