import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DraftFields, type PreviewView } from '../../../../src/contract/api/intake.js';
import type { Finding } from '../../../../src/contract/api/screening.js';
import { previewDraft } from '../../api/announcement-calls.js';
import { currentLanguage } from '../../i18n/index.js';
import { fromHub, sorted, unfitFields, unfitMetadata, type DraftProblem } from './problems.js';

const SETTLE_MS = 500;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(value);
    }, SETTLE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return settled;
}

export interface Preview {
  /** The newest previews that there are; they stay while newer ones are on their way. */
  previews: PreviewView[];
  problems: DraftProblem[];
  findings: Finding[];
  /** A newer answer than the shown one is on its way. */
  busy: boolean;
  error: unknown;
  retry: () => void;
}

/**
 * What each target would show of the text as it stands, and what blocks submission; asked while typing pauses.
 * `correction` is the notice that stands above a corrected text.
 */
export function usePreview(fields: DraftFields, correction?: string): Preview {
  const { t } = useTranslation();
  const settled = useSettled(fields);
  const unfit = useMemo(() => unfitFields(settled), [settled]);
  const query = useQuery({
    queryKey: ['preview', settled, correction],
    queryFn: ({ signal }) => previewDraft({ ...DraftFields.parse(settled), correction }, signal),
    enabled: unfit.length === 0,
    placeholderData: (previous) => previous,
    staleTime: Infinity,
    gcTime: 0,
  });
  const answer = useDeferredValue(query.data);
  const problems = useMemo(() => {
    const hub = fromHub(answer?.problems ?? [], currentLanguage());
    const tooLong = unfit.map((field): DraftProblem => {
      const name = t(`field.${field}`);
      const text =
        field === 'metadata'
          ? t(`metadata.unfit.${unfitMetadata(settled)}`)
          : t('editor.unfit', { field: name });
      return { key: `unfit/${field}`, severity: 'error', field, text };
    });
    return sorted([...tooLong, ...hub.filter((problem) => !unfit.includes(problem.field))]);
  }, [answer, unfit, settled, t]);
  const { error, refetch } = query;
  const busy = query.isFetching || settled !== fields || answer !== query.data;
  // The same as long as nothing changed: frames and form are drawn anew for another one.
  return useMemo(
    () => ({
      previews: answer?.previews ?? [],
      problems,
      findings: answer?.findings ?? [],
      busy,
      error,
      retry: () => void refetch(),
    }),
    [answer, problems, busy, error, refetch],
  );
}
