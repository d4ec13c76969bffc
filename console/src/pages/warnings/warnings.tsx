import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WarningView } from '../../../../src/contract/api/warnings.js';
import { getWarnings } from '../../api/warning-calls.js';
import { useLive } from '../../app/live.js';
import { useMay } from '../../app/me.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { SlateCard } from './slate-card.js';
import { WarningCard } from './warning-card.js';
import './warnings.css';

const PrepareDialog = lazy(async () => ({ default: (await import('./prepare-dialog.js')).PrepareDialog }));
const ImportDialog = lazy(async () => ({ default: (await import('./import-dialog.js')).ImportDialog }));
const SourcesDialog = lazy(async () => ({ default: (await import('./sources-dialog.js')).SourcesDialog }));
const SlateDialog = lazy(async () => ({ default: (await import('./slate-dialog.js')).SlateDialog }));
const StartDialog = lazy(async () => ({ default: (await import('./start-dialog.js')).StartDialog }));

type Open = 'prepare' | 'import' | 'sources' | 'slate' | WarningView | undefined;

const isOpen = ({ state }: WarningView): boolean => state === 'active' || state === 'prepared';

/** What stands above the screens' programme, how far it has come, and whom to phone. */
export function WarningsPage() {
  const { t } = useTranslation();
  const maySend = useMay('warning.send');
  const live = useLive();
  const [open, setOpen] = useState<Open>();
  const query = useQuery({
    queryKey: ['warnings'],
    queryFn: ({ signal }) => getWarnings(signal),
    // While screens confirm, every second counts.
    refetchInterval: ({ state: { data } }) =>
      data?.slates.length || data?.warnings.some(({ state }) => state === 'active')
        ? 2_000
        : live
          ? 60_000
          : 10_000,
  });
  const { warnings = [], slates = [], groups = [] } = query.data ?? {};
  const standing = warnings.filter(isOpen);
  const past = warnings.filter((one) => !isOpen(one));
  const close = () => {
    setOpen(undefined);
  };
  return (
    <Page
      title={t('nav.warnings')}
      lead={t('warnings.lead')}
      actions={
        <>
          <Button
            onClick={() => {
              setOpen('sources');
            }}
          >
            {t('warnings.sources')}
          </Button>
          {maySend && (
            <>
              <Button
                danger
                onClick={() => {
                  setOpen('slate');
                }}
              >
                {t('warnings.slateKey')}
              </Button>
              <Button
                onClick={() => {
                  setOpen('import');
                }}
              >
                {t('warnings.import')}
              </Button>
              <Button
                type="primary"
                onClick={() => {
                  setOpen('prepare');
                }}
              >
                {t('warnings.prepare')}
              </Button>
            </>
          )}
        </>
      }
    >
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && standing.length + slates.length === 0 && (
        <div className="card">
          <Empty title={t('warnings.none')} text={t('warnings.noneText')} />
        </div>
      )}
      <ul className="warning-cards">
        {slates.map((slate) => (
          <SlateCard key={slate.id} slate={slate} maySend={maySend} />
        ))}
        {standing.map((warning) => (
          <WarningCard key={warning.id} warning={warning} maySend={maySend} onStart={setOpen} />
        ))}
      </ul>
      {past.length > 0 && (
        <section>
          <h2 className="warning-past">{t('warnings.past')}</h2>
          <ul className="warning-cards">
            {past.map((warning) => (
              <WarningCard key={warning.id} warning={warning} maySend={false} onStart={setOpen} />
            ))}
          </ul>
        </section>
      )}
      <Suspense fallback={null}>
        {open === 'prepare' && <PrepareDialog onClose={close} />}
        {open === 'import' && <ImportDialog onClose={close} />}
        {open === 'sources' && <SourcesDialog onClose={close} />}
        {open === 'slate' && <SlateDialog groups={groups} onClose={close} />}
        {typeof open === 'object' && <StartDialog warning={open} groups={groups} onClose={close} />}
      </Suspense>
    </Page>
  );
}
