import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderLabel } from '../../../../src/contract/api/provider-label.js';
import type { BeginSignOn } from '../../../../src/contract/api/sign-on.js';
import { beginSignOn, offeredProvider, type Begun } from '../../api/sign-on.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';

interface ProviderButtonProps {
  /** What to begin; undefined while the form beside it is not filled in. */
  wish: () => BeginSignOn | undefined;
}

/** The other way in, where the hub has one. It leads to the provider's page. */
export function ProviderButton({ wish }: ProviderButtonProps) {
  const { t } = useTranslation();
  const [label, setLabel] = useState<ProviderLabel>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Extract<Begun, { ok: false }>['reason']>();
  useEffect(() => {
    let gone = false;
    void offeredProvider().then((provider) => {
      if (!gone && provider !== null) setLabel(provider.label);
    });
    return () => {
      gone = true;
    };
  }, []);
  if (label === undefined) return null;

  async function begin(): Promise<void> {
    const wished = wish();
    if (wished === undefined) return;
    setBusy(true);
    setFailed(undefined);
    const begun = await beginSignOn(wished);
    if (begun.ok) {
      window.location.assign(begun.url);
      return;
    }
    setBusy(false);
    setFailed(begun.reason);
  }

  return (
    <div className="login-provider">
      <button type="button" disabled={busy} onClick={() => void begin()}>
        {busy ? t('signOn.leaving') : inLanguage(label, currentLanguage())}
      </button>
      {failed !== undefined && (
        <p className="login-failed" role="alert">
          {t(failed === 'network' ? 'signIn.failed.network' : `signOn.result.${failed}`)}
        </p>
      )}
    </div>
  );
}
