import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../src/contract/api/targets.js';
import { currentLanguage, inLanguage } from '../i18n/index.js';
import { Notice } from './feedback.js';
import './cautions.css';

/** What people must know about the channels of these targets, once for each channel. */
export function Cautions({ targets }: { targets: readonly TargetView[] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const byChannel = new Map(targets.map((target) => [target.channel, target]));
  const cautions = [...byChannel.values()].flatMap(({ channel, channelLabel, caution }) =>
    caution === undefined ? [] : [{ channel, label: channelLabel, caution }],
  );
  if (cautions.length === 0) return null;
  return (
    <Notice tone="amber" title={t('caution.title')}>
      <ul className="cautions">
        {cautions.map(({ channel, label, caution }) => (
          <li key={channel}>
            <strong>{inLanguage(label, language)}</strong> {inLanguage(caution, language)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
