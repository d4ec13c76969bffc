import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Begun } from '../api/sign-on.js';
import { hearWindow, openWindow } from '../lib/sign-on-window.js';
import { useSignOnWord } from '../pages/login/sign-on-word.js';

interface ProviderAgainProps {
  begin: () => Promise<Begun>;
  onDone: () => void;
}

/** Goes to the provider in a window of its own, so that nothing on this page is lost. */
export function ProviderAgain({ begin, onDone }: ProviderAgainProps) {
  const { t } = useTranslation();
  const word = useSignOnWord();
  const [waits, setWaits] = useState(false);
  const [failed, setFailed] = useState<string>();
  const listening = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      listening.current?.abort();
    },
    [],
  );

  async function go(): Promise<void> {
    listening.current?.abort();
    const controller = new AbortController();
    listening.current = controller;
    setFailed(undefined);
    const opened = openWindow();
    if (opened === null) {
      setFailed('blocked');
      return;
    }
    setWaits(true);
    const begun = await begin();
    if (!begun.ok) {
      opened.close();
      setWaits(false);
      setFailed(begun.reason);
      return;
    }
    opened.location.href = begun.url;
    const end = await hearWindow(controller.signal);
    if (end === undefined) return;
    setWaits(false);
    if (end === 'done') onDone();
    else setFailed(end);
  }

  return (
    <div className="provider-again">
      <Button type="primary" onClick={() => void go()}>
        {t(waits ? 'signOn.openAgain' : 'signOn.open')}
      </Button>
      {waits && (
        <p className="form-hint" role="status">
          {t('signOn.waiting')}
        </p>
      )}
      {failed !== undefined && (
        <p className="field-error" role="alert">
          {word(failed)}
        </p>
      )}
    </div>
  );
}
