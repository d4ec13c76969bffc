import { useTranslation } from 'react-i18next';
import type { ZhCn } from '../../i18n/types.js';

type Known = keyof ZhCn['signOn']['result'];

/** The sentence for how coming back from the provider ended; what stands in an address may be anything. */
export function useSignOnWord(): (result: string) => string {
  const { t, i18n } = useTranslation();
  return (result) => {
    const isKnown = /^[a-z_]+$/.test(result) && i18n.exists(`signOn.result.${result}`);
    return t(`signOn.result.${isKnown ? (result as Known) : 'internal'}`);
  };
}
