import { useTranslation } from 'react-i18next';
import { builtInLayouts, type Layout } from '../../../../src/contract/layouts.js';

/** Built-in layouts are called by the dictionary, others by their own names. */
export function useLayoutName(): (layout: Layout) => string {
  const { t } = useTranslation();
  return ({ id, name }) =>
    builtInLayouts.some((layout) => layout.id === id)
      ? t(`programme.ofLayout.${id as 'full' | 'side' | 'ticker'}`)
      : name;
}
