import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RectificationView } from '../../../../src/contract/api/rectification.js';
import { ExactTime } from '../../ui/when.js';
import { dayWord } from '../notice/window.js';
import { useOriginWords } from './marks.js';
import { MoveDialog } from './move-dialog.js';

/** What it comes from, when it is due, and what replaces the version that went wrong. */
export function TicketFacts({ view }: { view: RectificationView }) {
  const { t } = useTranslation();
  const originOf = useOriginWords();
  const [moving, setMoving] = useState(false);
  const { recall, replacement, uncertainYears } = view;
  return (
    <section className="card rectification-card" aria-label={t('rectification.plain')}>
      <dl className="rectification-facts">
        <Fact name={t('rectification.facts.origin')}>{originOf(view)}</Fact>
        {recall && (
          <Fact name={t('rectification.facts.recall')}>
            <Link to={`/recalls/${recall.id}`}>{t('rectification.facts.toRecall')}</Link>
          </Fact>
        )}
        <Fact name={t('rectification.facts.opened')}>
          {view.openedBy.name} <ExactTime at={view.openedAt} />
        </Fact>
        <Fact name={t('rectification.facts.due')}>
          {dayWord(view.dueOn)}{' '}
          {view.mayWrite && (
            <Button
              size="small"
              onClick={() => {
                setMoving(true);
              }}
            >
              {t('rectification.move')}
            </Button>
          )}
          {uncertainYears.length > 0 && (
            <p className="form-hint">
              {t('rectification.facts.uncertain', { years: uncertainYears.join(t('list.comma')) })}
            </p>
          )}
        </Fact>
        {view.signed && (
          <Fact name={t('rectification.sign.title')}>
            {view.signed.by.name} <ExactTime at={view.signed.at} />
          </Fact>
        )}
        <Fact name={t('rectification.facts.replaced')}>
          {replacement === undefined ? (
            <span className="quiet">{t('rectification.facts.notReplaced')}</span>
          ) : (
            <>
              <Link to={`/versions/${replacement.versionId}`}>
                {t('rectification.facts.toReplaced', { number: replacement.number })}
              </Link>{' '}
              {replacement.liveAt === undefined ? (
                <span className="tone-amber">{t('rectification.facts.replacedNot')}</span>
              ) : (
                <>
                  {t('rectification.facts.replacedLive')} <ExactTime at={replacement.liveAt} />
                </>
              )}
            </>
          )}
        </Fact>
      </dl>
      {moving && (
        <MoveDialog
          view={view}
          onClose={() => {
            setMoving(false);
          }}
        />
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
