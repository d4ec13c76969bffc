import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { shortHash } from '../lib/text.js';

/** A hash, short enough to read and whole on hover; a click copies it whole. */
export function HashText({ hash }: { hash: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(hash);
      message.success(t('hash.copied'));
    } catch {
      // Browsers give the clipboard to secure pages only; the whole text can still be selected from here.
      message.info({ content: <span className="hash-whole">{hash}</span>, duration: 12 });
    }
  }
  return (
    <button type="button" className="hash" title={hash} onClick={() => void copy()}>
      <span aria-hidden>{shortHash(hash)}</span>
      <span className="visually-hidden">{t('hash.copy', { hash })}</span>
    </button>
  );
}
