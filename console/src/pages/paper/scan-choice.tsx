import { useTranslation } from 'react-i18next';
import { draftLimits } from '../../../../src/contract/api/intake.js';
import { paperScanTypes } from '../../../../src/contract/api/paper.js';
import type { AssetRef } from '../../../../src/contract/values.js';
import { uploadScan } from '../../api/upload.js';
import { fileSize } from '../../lib/text.js';
import { OneFile } from '../../ui/one-file.js';

interface ScanChoiceProps {
  code: string;
  value: AssetRef | undefined;
  onChange: (scan: AssetRef | undefined) => void;
}

/** The scan of the sheet. */
export function ScanChoice({ code, value, onChange }: ScanChoiceProps) {
  const { t } = useTranslation();
  return (
    <OneFile
      accept={paperScanTypes}
      value={value}
      words={{
        label: t('paper.scan'),
        choose: t('paper.choose'),
        hint: t('paper.scanHint', { size: fileSize(draftLimits.fileBytes) }),
      }}
      send={(file, progress) => uploadScan(code, file, progress)}
      onChange={onChange}
    />
  );
}
