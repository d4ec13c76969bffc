import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetWhereabouts } from '../../../../src/contract/api/boards.js';
import {
  BOARD_NOTE,
  standingOf,
  Whereabouts,
  type BoardPerson,
  type BoardReset,
} from '../../../../src/contract/boards.js';
import { setWhereabouts } from '../../api/board-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useNow } from '../../lib/clock.js';
import { Failure } from '../../ui/feedback.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';

/** Says where somebody is: one press sets it; where and until when can be added afterwards. */
export function Say({ person, reset }: { person: BoardPerson; reset: BoardReset }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const { state, stale, note, until } = standingOf(person.stated, reset, useNow().getTime());
  const current = stale || state === 'unknown' ? undefined : state;
  const said = useMutation({
    mutationFn: (wish: SetWhereabouts) => setWhereabouts(person.id, wish),
    onSuccess: async (_, wish) => {
      message.success(t('boards.set', { name: person.name, state: t(`boards.state.${wish.state}`) }));
      await refresh(['whereabouts', 'boards']);
    },
  });
  return (
    <div className="say">
      <div className="say-states" role="group" aria-label={t('boards.stateOf', { name: person.name })}>
        {Whereabouts.options.map((one) => (
          <button
            key={one}
            type="button"
            className="say-state"
            aria-pressed={one === current}
            disabled={said.isPending}
            onClick={() => {
              said.mutate({ state: one });
            }}
          >
            {t(`boards.state.${one}`)}
          </button>
        ))}
      </div>
      {current !== undefined && (
        <More
          key={`${current} ${person.stated?.at ?? ''}`}
          id={person.id}
          note={note ?? ''}
          until={until}
          busy={said.isPending}
          onSave={(more) => {
            said.mutate({ state: current, ...more });
          }}
        />
      )}
      {said.isError && <Failure error={said.error} />}
    </div>
  );
}

interface MoreProps {
  id: string;
  note: string;
  until: number | undefined;
  busy: boolean;
  onSave: (more: Omit<SetWhereabouts, 'state'>) => void;
}

function More({ id, busy, onSave, ...given }: MoreProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState(given.note);
  const [until, setUntil] = useState(
    given.until === undefined ? undefined : new Date(given.until).toISOString(),
  );
  return (
    <div className="say-more">
      <div className="form-row">
        <label htmlFor={`note-${id}`}>{t('boards.note')}</label>
        <Input
          id={`note-${id}`}
          value={note}
          maxLength={BOARD_NOTE}
          showCount
          aria-describedby={`note-${id}-hint`}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
        <span className="quiet" id={`note-${id}-hint`}>
          {t('boards.noteHint')}
        </span>
      </div>
      <div className="form-row">
        <label htmlFor={`until-${id}`}>{t('boards.untilWhen')}</label>
        <OfficeTimePicker id={`until-${id}`} value={until} onChange={setUntil} ahead />
        <span className="quiet">{t('boards.untilHint')}</span>
      </div>
      <Button
        loading={busy}
        onClick={() => {
          onSave({
            ...(note.trim() === '' ? {} : { note: note.trim() }),
            ...(until === undefined ? {} : { until }),
          });
        }}
      >
        {t('boards.saveMore')}
      </Button>
    </div>
  );
}
