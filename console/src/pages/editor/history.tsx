import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, RevisionRow } from '../../../../src/contract/api/editing.js';
import type { DraftFields } from '../../../../src/contract/api/intake.js';
import { getRevision, getRevisions } from '../../api/editing-calls.js';
import { ChangeList } from '../../ui/change-list.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import './history.css';

interface HistoryProps {
  id: string;
  /** The draft as it stands on the page. */
  fields: DraftFields;
  readOnly: boolean;
  onRestore: (revision: RevisionRow) => Promise<void>;
  onClose: () => void;
}

/** What the draft said before: who changed it, when, how much, and the way back. */
export function History({ id, onClose, ...rest }: HistoryProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      rootClassName="history-drawer"
      title={<h2 className="drawer-title">{t('history.title')}</h2>}
    >
      <Revisions id={id} {...rest} />
    </Drawer>
  );
}

function Revisions({ id, fields, readOnly, onRestore }: Omit<HistoryProps, 'onClose'>) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const list = useQuery({
    queryKey: ['revisions', id],
    queryFn: ({ signal }) => getRevisions(id, signal),
    staleTime: 0,
  });
  if (list.data === undefined)
    return list.isError ? (
      <Failure error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Loading lines={8} />
    );
  const { now, items } = list.data;
  return (
    <>
      <p className="form-hint">{t('history.lead')}</p>
      <ol className="history">
        <li className="history-now">
          <RevisionHead at={now.at} name={now.by.name} now />
          <ChangeWords change={now.change} />
        </li>
        {items.map((revision, index) => (
          <li key={revision.id}>
            <button
              type="button"
              className="history-choice"
              aria-expanded={chosen === revision.id}
              onClick={() => {
                setChosen(chosen === revision.id ? undefined : revision.id);
              }}
            >
              <RevisionHead at={revision.at} name={revision.by.name} version={revision.version} />
              <ChangeWords change={revision.change} />
            </button>
            {chosen === revision.id && (
              <Chosen
                id={id}
                revision={revision}
                before={items[index + 1]?.id}
                fields={fields}
                readOnly={readOnly}
                onRestore={onRestore}
              />
            )}
          </li>
        ))}
      </ol>
      {items.length === 0 && <p className="quiet">{t('history.none')}</p>}
    </>
  );
}

interface HeadProps {
  at: string;
  name: string;
  version?: RevisionRow['version'];
  now?: boolean;
}

function RevisionHead({ at, name, version, now = false }: HeadProps) {
  const { t } = useTranslation();
  return (
    <span className="history-head">
      <strong>
        <When at={at} />
      </strong>
      <span>{name}</span>
      {now && <span className="history-tag">{t('history.now')}</span>}
      {version !== undefined && (
        <span className="history-tag">{t('history.submitted', { number: version.number })}</span>
      )}
      {version?.returned === true && <span className="history-tag">{t('history.returned')}</span>}
    </span>
  );
}

/** What changed from the state before it, in short. */
function ChangeWords({ change }: { change: Change | undefined }) {
  const { t } = useTranslation();
  if (change === undefined) return null;
  const { added, removed, fields } = change;
  const parts = [
    ...(fields.length === 0 ? [] : [fields.map((field) => t(`field.${field}`)).join(t('list.comma'))]),
    ...(added > 0 ? [t('history.added', { count: added })] : []),
    ...(removed > 0 ? [t('history.removed', { count: removed })] : []),
  ];
  return (
    <span className="history-change num">{parts.length === 0 ? t('history.same') : parts.join(' · ')}</span>
  );
}

type Against = 'now' | 'before';

interface ChosenProps {
  id: string;
  revision: RevisionRow;
  before: string | undefined;
  fields: DraftFields;
  readOnly: boolean;
  onRestore: (revision: RevisionRow) => Promise<void>;
}

function Chosen({ id, revision, before, fields, readOnly, onRestore }: ChosenProps) {
  const { t } = useTranslation();
  const [against, setAgainst] = useState<Against>('now');
  const text = useRevision(id, revision.id);
  const earlier = useRevision(id, against === 'before' ? before : undefined);
  const restore = useMutation({ mutationFn: () => onRestore(revision) });
  if (text.isError) return <Failure error={text.error} onRetry={() => void text.refetch()} />;
  if (earlier.isError) return <Failure error={earlier.error} onRetry={() => void earlier.refetch()} />;
  const compared = against === 'now' ? fields : earlier.data?.fields;
  return (
    <div className="history-chosen">
      {before !== undefined && (
        <Segmented<Against>
          size="small"
          value={against}
          onChange={setAgainst}
          options={[
            { value: 'now', label: t('history.againstNow') },
            { value: 'before', label: t('history.againstBefore') },
          ]}
        />
      )}
      <p className="form-hint">{t(against === 'now' ? 'history.nowHint' : 'history.beforeHint')}</p>
      {text.data === undefined || compared === undefined ? (
        <Loading lines={3} />
      ) : (
        <ChangeList before={compared} after={text.data.fields} />
      )}
      {restore.error !== null && <Failure error={restore.error} />}
      <p className="history-restore">
        <Button
          type="primary"
          disabled={readOnly}
          loading={restore.isPending}
          onClick={() => {
            restore.mutate();
          }}
        >
          {t('history.restore')}
        </Button>
        <span className="form-hint">{t(readOnly ? 'history.readOnly' : 'history.restoreHint')}</span>
      </p>
    </div>
  );
}

/** A kept state never changes. */
function useRevision(id: string, revision: string | undefined) {
  return useQuery({
    queryKey: ['revision', id, revision],
    queryFn: ({ signal }) => getRevision(id, revision ?? '', signal),
    staleTime: Infinity,
    enabled: revision !== undefined,
  });
}
