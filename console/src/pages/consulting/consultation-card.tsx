import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationView } from '../../../../src/contract/api/consultations.js';
import { useMay, useMe } from '../../app/me.js';
import type { Sign, Tone } from '../../lib/states.js';
import { blobUrl } from '../../lib/text.js';
import { HashText } from '../../ui/hash.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { dayWord } from '../notice/window.js';

export type Act = 'reply' | 'withdraw' | 'confirm' | 'again';

interface CardProps {
  view: ConsultationView;
  /** Whether this body can be asked again now. */
  mayAsk: boolean;
  onAct: (act: Act) => void;
}

/** One body that was asked: how it stands, what was said, and what can be done. */
export function ConsultationCard({ view, mayAsk, onAct }: CardProps) {
  const { t } = useTranslation();
  const look = lookOf(view);
  const acts = useActs(view, mayAsk);
  return (
    <li className="consultation">
      <p className="consultation-head">
        <Dot sign={look.sign} tone={look.tone} />
        <strong>{view.organ}</strong>
        <span className="quiet">{t(`consultation.kind.${view.kind}`)}</span>
        <span className={`tone-${look.tone}`}>
          {view.reply !== undefined && view.standing === 'holds'
            ? t(`consultation.verdict.${view.reply.verdict}`)
            : t(`consultation.standing.${view.standing}`)}
        </span>
        {view.overdue && <span className="tone-cinnabar">{t('consultation.overdue')}</span>}
      </p>
      <Asked view={view} />
      <Quote label={t('consultation.question')}>{view.question}</Quote>
      {view.reply !== undefined && <Reply view={view} reply={view.reply} />}
      {view.withdrawn !== undefined && (
        <p className="quiet">
          {t('consultation.withdrawnBy', { name: view.withdrawn.by.name, reason: view.withdrawn.reason })}{' '}
          <When at={view.withdrawn.at} />
        </p>
      )}
      {view.blocks && (
        <p className={view.standing === 'refused' ? 'tone-cinnabar' : 'tone-amber'}>
          {t(`consultation.todo.${view.standing as 'open' | 'earlier' | 'refused'}`)}
        </p>
      )}
      {acts.length > 0 && (
        <div className="card-buttons">
          {acts.map((act, index) => (
            <Button
              key={act}
              size="small"
              {...(index === 0 && view.blocks ? { type: 'primary' as const } : {})}
              aria-label={t(`consultation.actOf.${act}`, { organ: view.organ })}
              onClick={() => {
                onAct(act);
              }}
            >
              {t(`consultation.act.${act}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

function Asked({ view }: { view: ConsultationView }) {
  const { t } = useTranslation();
  return (
    <p className="quiet consultation-facts">
      <span>
        {view.version === undefined
          ? t('consultation.about.draft')
          : t('consultation.about.version', { number: view.version.number })}{' '}
        <HashText hash={view.version?.hash ?? view.textHash} />
      </span>
      <span>
        {t('consultation.askedBy', { name: view.asked.by.name })} <When at={view.asked.at} />
      </span>
      {view.reply === undefined && view.withdrawn === undefined && (
        <span>{t('consultation.dueOn', { day: dayWord(view.dueOn) })}</span>
      )}
      {view.contact !== '' && <span>{t('consultation.contact', { contact: view.contact })}</span>}
      {view.standing === 'open' && view.uncertainYears.length > 0 && (
        <span className="tone-amber">
          {t('consultation.uncertain', { years: view.uncertainYears.join(t('list.comma')) })}
        </span>
      )}
    </p>
  );
}

function Reply({ view, reply }: { view: ConsultationView; reply: NonNullable<ConsultationView['reply']> }) {
  const { t } = useTranslation();
  return (
    <>
      <Quote label={t('consultation.reply')}>
        <strong>{t(`consultation.verdict.${reply.verdict}`)}</strong> {reply.text}
      </Quote>
      <p className="quiet consultation-facts">
        <span>
          {t('consultation.received')} <When at={reply.receivedAt} />
        </span>
        <span>{t('consultation.repliedBy', { name: reply.by.name })}</span>
        {reply.file !== undefined && (
          <span>
            {t('consultation.file')}{' '}
            <a href={blobUrl(reply.file.hash)} download={reply.file.name}>
              {reply.file.name}
            </a>
          </span>
        )}
      </p>
      {view.confirmed !== undefined && (
        <p className="quiet">
          {t('consultation.confirmedBy', { name: view.confirmed.by.name })} {view.confirmed.note}{' '}
          <When at={view.confirmed.at} />
        </p>
      )}
    </>
  );
}

function Quote({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="consultation-quote">
      <span className="quiet">{label}</span>
      {children}
    </p>
  );
}

/** What this member can do about it, the likeliest first. */
function useActs({ standing, reply, asked }: ConsultationView, mayAsk: boolean): Act[] {
  const writes = useMay('announcement.write');
  const reviews = useMay('review.decide');
  const { member } = useMe();
  if (!writes && !reviews) return [];
  if (standing === 'open') return reviews || asked.by.id === member.id ? ['reply', 'withdraw'] : ['reply'];
  const again: Act[] = mayAsk ? ['again'] : [];
  if (standing === 'earlier') return ['confirm', ...again];
  if (standing === 'refused' || (standing === 'holds' && reply?.verdict === 'objects')) return again;
  return [];
}

function lookOf({ standing, overdue, reply }: ConsultationView): { sign: Sign; tone: Tone } {
  switch (standing) {
    case 'open':
      return overdue ? { sign: 'alert', tone: 'cinnabar' } : { sign: 'question', tone: 'amber' };
    case 'earlier':
      return { sign: 'eye', tone: 'amber' };
    case 'refused':
      return { sign: 'cross', tone: 'cinnabar' };
    case 'holds':
      return reply?.verdict === 'objects'
        ? { sign: 'alert', tone: 'amber' }
        : { sign: 'check', tone: 'pine' };
    default:
      return { sign: 'dash', tone: 'slate' };
  }
}
