import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk, TargetView } from '../../../../src/contract/api/targets.js';
import { useMay } from '../../app/me.js';
import { useTargets } from '../../app/queries.js';
import { Empty, Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { TargetDrawer } from './target-drawer.js';
import { TargetRow } from './target-row.js';
import './targets.css';

const DESKS: readonly Desk[] = ['office', 'press'];

/** Everywhere that the office publishes to, with each place's state and settings. */
export function TargetsPage() {
  const { t } = useTranslation();
  if (!useMay('target.manage')) {
    return (
      <Page title={t('nav.targets')}>
        <Empty title={t('problem.forbidden')} />
      </Page>
    );
  }
  return <Targets desks={DESKS} words="targets" />;
}

/** The media liaison's part of the same: the outlets. */
export function OutletsPage() {
  return <Targets desks={['press']} words="outlets" />;
}

/** Paused ones first: they keep something from going out. */
function inOrder(targets: TargetView[], desk: Desk): TargetView[] {
  const weight = (target: TargetView) => (target.pausedReason === undefined ? (target.enabled ? 1 : 2) : 0);
  return targets.filter((target) => target.desk === desk).sort((a, b) => weight(a) - weight(b));
}

function useWords(words: 'targets' | 'outlets', count: number) {
  const { t } = useTranslation();
  return words === 'targets'
    ? {
        title: t('nav.targets'),
        lead: t('targets.lead', { count }),
        add: t('targets.add'),
        none: t('targets.none'),
        noneText: t('targets.noneText'),
      }
    : {
        title: t('nav.outlets'),
        lead: t('press.outletsLead', { count }),
        add: t('press.addOutlet'),
        none: t('press.outletsNone'),
        noneText: t('press.outletsNoneText'),
      };
}

function Targets({ desks, words }: { desks: readonly Desk[]; words: 'targets' | 'outlets' }) {
  const { t } = useTranslation();
  const query = useTargets();
  const [editing, setEditing] = useState<TargetView | 'new'>();
  const targets = (query.data ?? []).filter((target) => desks.includes(target.desk));
  const say = useWords(words, targets.filter((target) => target.enabled).length);
  const add = (
    <Button
      type="primary"
      onClick={() => {
        setEditing('new');
      }}
    >
      {say.add}
    </Button>
  );
  return (
    <Page
      title={say.title}
      lead={targets.length > 0 ? say.lead : undefined}
      actions={targets.length > 0 && add}
    >
      {query.isPending && <Loading />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && targets.length === 0 && (
        <div className="card">
          <Empty title={say.none} text={say.noneText}>
            {add}
          </Empty>
        </div>
      )}
      {desks.map((desk) => {
        const rows = inOrder(targets, desk);
        if (rows.length === 0) return null;
        return (
          <section key={desk} aria-label={t(`targets.desk.${desk}`)}>
            {desks.length > 1 && <h2 className="section-title">{t(`targets.desk.${desk}`)}</h2>}
            <ul className="card">
              {rows.map((target) => (
                <TargetRow
                  key={target.id}
                  target={target}
                  onEdit={() => {
                    setEditing(target);
                  }}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {editing !== undefined && (
        <TargetDrawer
          target={editing === 'new' ? undefined : editing}
          title={editing === 'new' ? say.add : t('targets.editTitle', { name: editing.name })}
          desks={desks}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
    </Page>
  );
}
