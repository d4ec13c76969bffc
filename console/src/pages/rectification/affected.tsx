import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffectedNotice, RectificationView } from '../../../../src/contract/api/rectification.js';
import { Dot } from '../../ui/state.js';
import { dayWord } from '../notice/window.js';
import { AffectedDialog } from './affected-dialog.js';

const looks = {
  not_needed: { sign: 'dash', tone: 'slate' },
  needed: { sign: 'person', tone: 'amber' },
  given: { sign: 'check', tone: 'pine' },
} as const;

/** Telling the persons affected: whether, how and when. Asked about where personal data leaked, and possible everywhere. */
export function Affected({ view }: { view: RectificationView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { notice, recall } = view;
  const isAsked = recall?.reason === 'privacy';
  if (notice === undefined && !isAsked && !view.mayWrite) return null;
  return (
    <section aria-label={t('rectification.affected.title')}>
      <h2 className="section-title">{t('rectification.affected.title')}</h2>
      <div className="card rectification-card">
        <div className="card-head">
          {notice === undefined ? (
            <span className={isAsked ? 'tone-amber' : 'quiet'}>{t('rectification.affected.none')}</span>
          ) : (
            <span className={`state tone-${looks[notice.state].tone}`}>
              <Dot {...looks[notice.state]} />
              <span>{t(`rectification.affected.state.${notice.state}`)}</span>
            </span>
          )}
          {view.mayWrite && (
            <Button
              onClick={() => {
                setOpen(true);
              }}
            >
              {t(notice === undefined ? 'rectification.affected.set' : 'rectification.affected.change')}
            </Button>
          )}
        </div>
        {notice && <Told notice={notice} />}
        {isAsked && <p className="form-hint">{t('rectification.affected.law')}</p>}
      </div>
      {open && (
        <AffectedDialog
          view={view}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </section>
  );
}

function Told({ notice }: { notice: AffectedNotice }) {
  const { t } = useTranslation();
  if (notice.state === 'not_needed') return <p className="rectification-words">{notice.reason}</p>;
  const facts =
    notice.state === 'needed'
      ? [t('rectification.affected.byOn', { day: dayWord(notice.by) })]
      : [
          dayWord(notice.on),
          ...(notice.persons === undefined
            ? []
            : [t('rectification.affectedCount', { count: notice.persons })]),
          ...(notice.authority === '' ? [] : [notice.authority]),
        ];
  return (
    <>
      <p className="rectification-words">{notice.how}</p>
      <p className="quiet">{facts.join(' · ')}</p>
    </>
  );
}
