import { useTranslation } from 'react-i18next';
import { layoutVariables } from '../../../../src/contract/slide/markup.js';
import { layoutFor, usualPanel } from '../../../../src/contract/slide/panel.js';
import { slideStyle } from '../../../../src/contract/slide/style.js';
import { warningMarkup, warningStyle } from '../../../../src/contract/slide/warning-markup.js';
import type { WarningText } from '../../../../src/contract/warning.js';
import { PreviewFrame } from '../../ui/preview-frame.js';

const size = { width: 1920, height: 1080 };
const nobody = '00000000-0000-0000-0000-000000000000';

interface WarningPreviewProps {
  text: WarningText;
  drill: boolean;
  identifier?: string | undefined;
}

/** A warning as a 55-inch panel shows it, in the player's own markup and style. */
export function WarningPreview({ text, drill, identifier }: WarningPreviewProps) {
  const { t } = useTranslation();
  const shown = {
    ...text,
    id: nobody,
    startedAt: text.issuedAt,
    drill,
    voice: false,
    ...(identifier === undefined ? {} : { identifier }),
  };
  const variables = Object.entries(layoutVariables(layoutFor(usualPanel, size)))
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>:root{${variables}}html,body{margin:0}
${slideStyle}${warningStyle}</style></head><body>${warningMarkup(shown, { page: '', place: 0, of: 1 })}</body></html>`;
  return <PreviewFrame html={html} {...size} title={t('warnings.preview')} />;
}
