import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcedureView } from '../../../../src/contract/api/procedure.js';
import { getProcedures, removeProcedure } from '../../api/procedure-calls.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure, Loading, Notice, useProblemText } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { TermsPanel } from '../consulting/parts.js';
import { Chain } from './chain.js';
import { ProcedureDialog } from './procedure-dialog.js';
import './procedures.css';

export const ALL_OTHERS = '*';

/** Which steps each kind of announcement has to pass before it may go out. */
export function ProceduresPage() {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<ProcedureView | 'new'>();
  const query = useQuery({ queryKey: ['procedures'], queryFn: ({ signal }) => getProcedures(signal) });
  const procedures = query.data ?? [];
  return (
    <Page
      title={t('nav.procedures')}
      lead={t('procedure.lead')}
      actions={
        <Button
          type="primary"
          disabled={!query.isSuccess}
          onClick={() => {
            setEditing('new');
          }}
        >
          {t('procedure.add')}
        </Button>
      }
    >
      {query.isPending && <Loading lines={4} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      <ul className="procedures">
        {procedures.map((one) => (
          <ProcedureCard
            key={one.category}
            view={one}
            onEdit={() => {
              setEditing(one);
            }}
          />
        ))}
      </ul>
      {query.isSuccess && procedures.length === 1 && <p className="quiet">{t('procedure.onlyOne')}</p>}
      <TermsPanel />
      {editing !== undefined && (
        <ProcedureDialog
          view={editing === 'new' ? undefined : editing}
          taken={procedures.map(({ category }) => category)}
          start={procedures[0]?.procedure}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </Page>
  );
}

function ProcedureCard({ view, onEdit }: { view: ProcedureView; onEdit: () => void }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const words = useProblemText();
  const name = view.category === ALL_OTHERS ? t('procedure.others') : view.category;
  const remove = useMutation({
    mutationFn: () => removeProcedure(view.category),
    onSuccess: (list) => {
      client.setQueryData(['procedures'], list);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  const ask = (): void => {
    modal.confirm({
      title: t('procedure.removeTitle', { name }),
      content: t(view.category === ALL_OTHERS ? 'procedure.removeOthers' : 'procedure.removeText'),
      okText: t('procedure.remove'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        await remove.mutateAsync();
      },
    });
  };
  const missing = view.procedure.steps.filter(({ key }) => view.nobody.includes(key));
  return (
    <li className="card procedure">
      <div className="procedure-head">
        <h2>{name}</h2>
        {view.setAt === undefined && <span className="quiet">{t('procedure.default')}</span>}
        <span className="procedure-buttons">
          <Button size="small" aria-label={t('procedure.editOf', { name })} onClick={onEdit}>
            {t('procedure.edit')}
          </Button>
          {view.setAt !== undefined && (
            <Button size="small" aria-label={t('procedure.removeOf', { name })} onClick={ask}>
              {t('procedure.remove')}
            </Button>
          )}
        </span>
      </div>
      <Chain procedure={view.procedure} />
      {missing.length > 0 && (
        <Notice tone="amber" title={t('procedure.nobody')}>
          {t('procedure.nobodyText', {
            steps: missing.map(({ label }) => inLanguage(label, currentLanguage())).join(t('list.comma')),
          })}
        </Notice>
      )}
    </li>
  );
}
