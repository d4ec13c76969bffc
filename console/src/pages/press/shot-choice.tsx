import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ask } from '../../../../src/contract/person.js';
import type { AssetRef } from '../../../../src/contract/values.js';
import { uploadEvidence } from '../../api/upload.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { OneFile } from '../../ui/one-file.js';

interface ShotChoiceProps {
  ask: Ask;
  deliveryId: string;
  onChange: (hash: string | undefined) => void;
}

/** A picture of what was published, which goes up for its delivery. */
export function ShotChoice({ ask, deliveryId, onChange }: ShotChoiceProps) {
  const { t } = useTranslation();
  const [shot, setShot] = useState<AssetRef>();
  const language = currentLanguage();
  return (
    <OneFile
      accept={['image/png', 'image/jpeg', 'image/webp']}
      value={shot}
      words={{
        label: inLanguage(ask.label, language),
        choose: t('press.chooseShot'),
        hint: ask.hint === undefined ? '' : inLanguage(ask.hint, language),
      }}
      send={(file, progress) => uploadEvidence(deliveryId, file, progress)}
      onChange={(file) => {
        setShot(file);
        onChange(file?.hash);
      }}
    />
  );
}
