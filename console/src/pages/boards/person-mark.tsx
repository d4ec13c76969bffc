import { useTranslation } from 'react-i18next';
import { standingOf, type BoardPerson, type BoardReset } from '../../../../src/contract/boards.js';
import { photoAddress } from '../../api/board-calls.js';
import { useNow } from '../../lib/clock.js';
import { When } from '../../ui/when.js';

/** A photo, or the name's first letter. */
export function Portrait({ person }: { person: Pick<BoardPerson, 'id' | 'name' | 'photo'> }) {
  const { id, name, photo } = person;
  if (photo === undefined)
    return (
      <span className="portrait" aria-hidden>
        {[...name][0]}
      </span>
    );
  return <img className="portrait" src={photoAddress(id, photo)} alt="" />;
}

/** Where somebody is, as the wall says it now: word, note and end, and whether nobody has said it today. */
export function StandingMark({ person, reset }: { person: BoardPerson; reset: BoardReset }) {
  const { t } = useTranslation();
  const { state, stale, note, until } = standingOf(person.stated, reset, useNow().getTime());
  return (
    <span className="standing">
      <span className={stale ? 'standing-word quiet' : 'standing-word'}>{t(`boards.state.${state}`)}</span>
      {stale && state !== 'unknown' && <span className="quiet"> {t('boards.notSaid')}</span>}
      {note !== undefined && <span> · {note}</span>}
      {until !== undefined && (
        <span>
          {' '}
          · {t('boards.until')} <When at={new Date(until).toISOString()} />
        </span>
      )}
      {person.stated !== undefined && (
        <span className="quiet standing-said">
          {t('boards.said')} <When at={person.stated.at} />
        </span>
      )}
    </span>
  );
}
