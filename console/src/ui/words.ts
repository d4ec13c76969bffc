import { useTranslation } from 'react-i18next';
import type { ZhCn } from '../i18n/types.js';

type CodeSection = 'outcome' | 'screenState' | 'ledgerKind' | 'verdict' | 'taskFact';

/** The word for a code that the hub may extend; an unknown code is shown as it is. */
export function useCodeWord(section: CodeSection): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => {
    const key = `${section}.${code.replaceAll('.', '_')}`;
    return i18n.exists(key) ? t(key as `verdict.${keyof ZhCn['verdict']}`) : code;
  };
}
