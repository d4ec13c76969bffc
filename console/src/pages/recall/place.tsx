import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RecallTarget } from '../../../../src/contract/api/recall.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import type { Sign, Tone } from '../../lib/states.js';
import { ButtonLink } from '../../ui/button-link.js';
import { DeliveryMark, Dot } from '../../ui/state.js';
import { TargetName } from '../../ui/target-name.js';
import { ExactTime, Took } from '../../ui/when.js';
import { TaskBody } from '../tasks/task-card.js';
import { screenWord, type ScreenWord } from './phases.js';
import '../tasks/tasks.css';
import './place.css';

/** One place of a recall: how far it is, what each screen says, and what a person has to do. */
export function Place({ place }: { place: RecallTarget }) {
  const { t } = useTranslation();
  return (
    <article className="recall-place" aria-label={place.target.name}>
      <header className="recall-place-head">
        <span className="recall-place-name">
          <TargetName target={place.target} />
        </span>
        <DeliveryMark state={place.state} operation={place.operation} />
        <Ended place={place} />
      </header>
      {place.url !== undefined && (
        <a href={place.url} target="_blank" rel="noreferrer noopener" className="permalink">
          {place.url}
        </a>
      )}
      <Screens screens={place.screens} />
      <Words place={place} />
      {place.task !== undefined && (
        <div className="recall-task">
          <TaskBody task={place.task} folded />
          <p className="task-links">
            {place.task.handoff && (
              <ButtonLink to={`/deliveries/${place.deliveryId}/handoff`} type="primary">
                {t('tasks.handoff')}
              </ButtonLink>
            )}
            <Link to={`/board?delivery=${place.deliveryId}`}>{t('tasks.story')}</Link>
          </p>
        </div>
      )}
    </article>
  );
}

function Ended({ place }: { place: RecallTarget }) {
  const { t } = useTranslation();
  if (place.endedAt === undefined) return null;
  return (
    <span className="recall-ended">
      {t(place.state === 'cancelled' ? 'recalls.cancelled' : 'recalls.verified')}{' '}
      <ExactTime at={place.endedAt} />
      {place.state !== 'cancelled' && (
        <>
          {' · '}
          <Took from={place.orderedAt} to={place.endedAt} />
        </>
      )}
    </span>
  );
}

/** What the other side said last, while it is not over; a task says it better. */
function Words({ place }: { place: RecallTarget }) {
  if (place.endedAt !== undefined || place.task !== undefined) return null;
  const words =
    place.lastWords === undefined ? place.lastError : inLanguage(place.lastWords, currentLanguage());
  return words === undefined ? null : <p className="quiet">{words}</p>;
}

const looks: Record<
  ScreenWord,
  { sign: Sign; tone: Tone; word: 'screenGone' | 'screenGoing' | 'screenOffline' }
> = {
  gone: { sign: 'back', tone: 'slate', word: 'screenGone' },
  going: { sign: 'fill2', tone: 'cinnabar', word: 'screenGoing' },
  offline: { sign: 'alert', tone: 'amber', word: 'screenOffline' },
};
const order: readonly ScreenWord[] = ['offline', 'going', 'gone'];

function Screens({ screens }: { screens: RecallTarget['screens'] }) {
  const { t } = useTranslation();
  if (screens.length === 0) return null;
  const told = screens
    .map((screen) => ({ ...screen, word: screenWord(screen) }))
    .sort((a, b) => order.indexOf(a.word) - order.indexOf(b.word));
  const done = told.filter(({ word }) => word === 'gone').length;
  return (
    <details className="recall-screens" open={done < screens.length || screens.length <= 4}>
      <summary>{t('recalls.reported', { done, total: screens.length })}</summary>
      <ul>
        {told.map(({ screenId, name, word, at }) => (
          <li key={screenId}>
            <Dot sign={looks[word].sign} tone={looks[word].tone} />
            <span className="recall-screen-name">{name}</span>
            <span className={word === 'gone' ? 'quiet' : `tone-${looks[word].tone}`}>
              {t(`recalls.${looks[word].word}`)}
            </span>
            {word === 'gone' && (
              <span className="recall-ended">
                <ExactTime at={at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
