import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { currentLanguage } from '../i18n/index.js';
import { hubNow } from '../lib/clock.js';
import { fullMoment } from '../lib/time.js';

/** Where a printed page was and when it was printed; nothing of it is on the screen. */
export function PrintFoot({ office }: { office: string }) {
  const [at, setAt] = useState<string>();
  useEffect(() => {
    const stamp = () => {
      flushSync(() => {
        setAt(fullMoment(hubNow(), currentLanguage()));
      });
    };
    window.addEventListener('beforeprint', stamp);
    return () => {
      window.removeEventListener('beforeprint', stamp);
    };
  }, []);
  return (
    <p className="print-foot" aria-hidden>
      {office} · {window.location.href} · {at}
    </p>
  );
}
