import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftLimits } from '../../../../src/contract/api/intake.js';
import { paperScanTypes } from '../../../../src/contract/api/paper.js';
import type { AssetRef } from '../../../../src/contract/values.js';
import { Problem } from '../../api/problem.js';
import { uploadScan } from '../../api/upload.js';
import { fileSize } from '../../lib/text.js';
import { Failure } from '../../ui/feedback.js';
import { useFileDrop } from '../../ui/file-drop.js';

interface ScanChoiceProps {
  code: string;
  value: AssetRef | undefined;
  onChange: (scan: AssetRef | undefined) => void;
}

/** The scan of the sheet: chosen, dropped, or taken with a telephone's camera. */
export function ScanChoice({ code, value, onChange }: ScanChoiceProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState(0);
  const upload = useMutation({
    mutationFn: (file: File) => {
      if (file.size > draftLimits.fileBytes) throw new Problem('file_too_large');
      setPart(0);
      return uploadScan(code, file, setPart);
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
      <span className="form-label">{t('paper.scan')}</span>
      {value !== undefined && (
        <span className="paper-file">
          <PaperClipOutlined aria-hidden /> {value.name}{' '}
          <span className="quiet num">{fileSize(value.size)}</span>
        </span>
      )}
      <span>
        <Button loading={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending
            ? t('paper.uploading', { part: Math.round(part * 100) })
            : t(value === undefined ? 'paper.choose' : 'paper.replace')}
        </Button>
      </span>
      <span className="quiet">{t('paper.scanHint', { size: fileSize(draftLimits.fileBytes) })}</span>
      {upload.isError && <Failure error={upload.error} />}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('paper.choose')}
        accept={paperScanTypes.join(',')}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
