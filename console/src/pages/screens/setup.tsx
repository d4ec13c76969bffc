import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { getScreenSetup } from '../../api/screen-calls.js';
import { copy } from '../../lib/clipboard.js';
import { Notice } from '../../ui/feedback.js';

const useScreenSetup = () =>
  useQuery({
    queryKey: ['screens', 'setup'],
    queryFn: ({ signal }) => getScreenSetup(signal),
    staleTime: Infinity,
  });

/** Where a new screen finds the player; by the hub's own HTTPS where it has one, as browsers keep nothing for plain HTTP. */
export function useDisplayUrl(): string {
  const { data } = useScreenSetup();
  return `${data?.origin ?? window.location.origin}/display`;
}

/** One command that makes a Debian box a screen; or what the hub still lacks for one. */
export function ScreenSetupHint() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data } = useScreenSetup();
  if (data === undefined) return null;
  if (data.origin === undefined)
    return window.isSecureContext ? null : (
      <Notice tone="amber" title={t('screens.noHttps')}>
        {t('screens.noHttpsText')}
      </Notice>
    );
  const command = ['sudo sh install.sh', data.origin, data.fingerprint]
    .filter((part) => part !== undefined)
    .join(' ');
  return (
    <details className="screen-setup">
      <summary>{t('screens.setup')}</summary>
      <p className="form-hint">{t('screens.setupText')}</p>
      <pre className="screen-command">{command}</pre>
      <Button
        size="small"
        onClick={() => {
          void copy({ text: command }).then((done) => {
            if (done) message.success(t('screens.copied'));
            else message.info(t('screens.copyByHand'));
          });
        }}
      >
        {t('screens.copy')}
      </Button>
    </details>
  );
}
