import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withholdingGrounds } from '../../../../src/contract/kit/grounds.js';
import type { WithholdingView } from '../../../../src/contract/api/withholding.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { withholdingQuery } from '../consulting/queries.js';
import { dayWord } from '../notice/window.js';
import { LookDialog } from './look-dialog.js';
import '../consulting/consulting.css';

/** Why it is not disclosed, every look at that, and the next one. Nothing for what never was withheld. */
export function Looks({ announcementId, title }: { announcementId: string; title: string }) {
  const { t } = useTranslation();
  const query = useQuery(withholdingQuery(announcementId));
  const mayLook = useMay('review.decide');
  const [looking, setLooking] = useState(false);
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const { items = [], withheld = false, due = false } = query.data ?? {};
  const last = items.at(-1);
  if (last === undefined) return null;
  return (
    <section aria-label={t('withholding.title')}>
      <div className="card-head">
        <h2 className="section-title">{t('withholding.title')}</h2>
        {withheld && mayLook && (
          <Button
            {...(due ? { type: 'primary' as const } : {})}
            onClick={() => {
              setLooking(true);
            }}
          >
            {t('withholding.look')}
          </Button>
        )}
      </div>
      {withheld && last.againOn !== undefined && (
        <p className={due ? 'tone-amber' : 'quiet'}>
          {due ? t('withholding.due') : t('withholding.next', { day: dayWord(last.againOn) })}
        </p>
      )}
      <ol className="card card-list">
        {items.map((one) => (
          <Look key={one.number} look={one} />
        ))}
      </ol>
      {looking && (
        <LookDialog
          announcementId={announcementId}
          title={title}
          number={last.number}
          onClose={() => {
            setLooking(false);
          }}
        />
      )}
    </section>
  );
}

function Look({ look }: { look: WithholdingView }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const ground = look.ground === undefined ? undefined : withholdingGrounds[look.ground];
  return (
    <li className="withheld-look">
      <p className="consultation-head">
        <Dot
          sign={look.act === 'lifted' ? 'check' : 'dash'}
          tone={look.act === 'lifted' ? 'pine' : 'slate'}
        />
        <strong>{t(`withholding.act.${look.act}`)}</strong>
        <span className="quiet">
          {look.by.name} <When at={look.at} />
        </span>
      </p>
      {ground !== undefined && look.act === 'withheld' && (
        <p>
          {inLanguage(ground.article, language)} · <strong>{inLanguage(ground.label, language)}</strong>
          <span className="ground-sentence">{inLanguage(ground.sentence, language)}</span>
        </p>
      )}
      <p className="consultation-quote">{look.words}</p>
    </li>
  );
}
