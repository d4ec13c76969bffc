import { useMutation } from '@tanstack/react-query';
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardEntryView, BoardView } from '../../../../src/contract/api/boards.js';
import { orderBoard, removeBoard, removeEntry } from '../../api/board-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Empty, Failure } from '../../ui/feedback.js';
import { useScreenGroups } from '../screens/groups.js';
import { BoardDialog } from './board-dialog.js';
import { EntryDialog } from './entry-dialog.js';
import { Portrait, StandingMark } from './person-mark.js';
import { Say } from './say.js';

interface BoardCardProps {
  board: BoardView;
  members: readonly { id: string; name: string }[];
  mayManage: boolean;
}

type Open = { what: 'board' | 'new' } | { what: 'entry' | 'say'; entryId: string };

/** One board: on which screens it stands, its people in the wall's order, and what can be done with each. */
export function BoardCard({ board, members, mayManage }: BoardCardProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const groups = useScreenGroups();
  const [open, setOpen] = useState<Open>();
  const shown = groups.filter(({ id }) => board.targetIds.includes(id)).map(({ name }) => name);
  const { remove, move } = useActs(board);
  const close = (): void => {
    setOpen(undefined);
  };
  const chosen = open && 'entryId' in open ? board.entries.find(({ id }) => id === open.entryId) : undefined;
  const sure = (title: string, content: string, act: () => Promise<void>): void => {
    modal.confirm({
      title,
      content,
      okText: t('action.remove'),
      cancelText: t('action.cancel'),
      okButtonProps: { danger: true },
      onOk: act,
    });
  };
  return (
    <section className="card wb-card" aria-label={board.name}>
      <div className="card-head">
        <div>
          <h2>{board.name}</h2>
          <p className="quiet">
            {shown.length > 0 ? t('boards.shownOn', { groups: shown.join('、') }) : t('boards.shownNowhere')}{' '}
            {t(board.reset.to === 'in' ? 'boards.resetsIn' : 'boards.resetsUnknown', { at: board.reset.at })}
          </p>
        </div>
        {mayManage && (
          <div className="card-buttons">
            <Button
              onClick={() => {
                setOpen({ what: 'new' });
              }}
            >
              {t('boards.addPerson')}
            </Button>
            <Button
              onClick={() => {
                setOpen({ what: 'board' });
              }}
            >
              {t('boards.change')}
            </Button>
            <Button
              danger
              onClick={() => {
                sure(t('boards.removeBoard', { name: board.name }), t('boards.removeBoardText'), () =>
                  remove.mutateAsync({ board: board.id }),
                );
              }}
            >
              {t('action.remove')}
            </Button>
          </div>
        )}
      </div>
      {(move.isError || remove.isError) && <Failure error={move.error ?? remove.error} />}
      {board.entries.length === 0 && <Empty title={t('boards.nobody')} text={t('boards.nobodyText')} />}
      <ol className="wb-people">
        {board.entries.map((entry, index) => (
          <li key={entry.id} className="wb-person">
            <Portrait person={entry} />
            <div className="person-words">
              <strong>{entry.name}</strong> <span className="quiet">{entry.post}</span>
              <p>{entry.duties}</p>
              <StandingMark person={entry} reset={board.reset} />
              {entry.keepers.length > 0 && (
                <p className="quiet">
                  {t('boards.keptBy', { names: entry.keepers.map(({ name }) => name).join('、') })}
                </p>
              )}
            </div>
            {mayManage && (
              <PersonButtons
                entry={entry}
                first={index === 0}
                last={index === board.entries.length - 1}
                busy={move.isPending}
                onMove={(by) => {
                  move.mutate({ index, by });
                }}
                onOpen={(what) => {
                  setOpen({ what, entryId: entry.id });
                }}
                onRemove={() => {
                  sure(t('boards.removePerson', { name: entry.name }), t('boards.removePersonText'), () =>
                    remove.mutateAsync({ entry: entry.id }),
                  );
                }}
              />
            )}
          </li>
        ))}
      </ol>
      {open?.what === 'board' && <BoardDialog board={board} onClose={close} />}
      {(open?.what === 'new' || (open?.what === 'entry' && chosen)) && (
        <EntryDialog boardId={board.id} entry={chosen} members={members} onClose={close} />
      )}
      {open?.what === 'say' && chosen && (
        <Modal
          open
          title={t('boards.stateOf', { name: chosen.name })}
          footer={null}
          onCancel={close}
          width={460}
        >
          <Say person={chosen} reset={board.reset} />
        </Modal>
      )}
    </section>
  );
}

/** What is done at once, without a form. */
function useActs(board: BoardView) {
  const refresh = useRefresh();
  const fresh = () => refresh(['boards', 'whereabouts']);
  const remove = useMutation({
    mutationFn: (what: { board: string } | { entry: string }) =>
      'board' in what ? removeBoard(what.board) : removeEntry(what.entry),
    onSuccess: fresh,
  });
  const move = useMutation({
    mutationFn: ({ index, by }: { index: number; by: -1 | 1 }) => {
      const ids = board.entries.map(({ id }) => id);
      const [moved] = ids.splice(index, 1);
      if (moved !== undefined) ids.splice(index + by, 0, moved);
      return orderBoard(board.id, ids);
    },
    onSuccess: fresh,
  });
  return { remove, move };
}

interface PersonButtonsProps {
  entry: BoardEntryView;
  first: boolean;
  last: boolean;
  busy: boolean;
  onMove: (by: -1 | 1) => void;
  onOpen: (what: 'entry' | 'say') => void;
  onRemove: () => void;
}

function PersonButtons({ entry, first, last, busy, onMove, onOpen, onRemove }: PersonButtonsProps) {
  const { t } = useTranslation();
  const { name } = entry;
  return (
    <div className="card-buttons person-buttons">
      <Button
        size="small"
        onClick={() => {
          onOpen('say');
        }}
      >
        {t('boards.say')}
      </Button>
      <Button
        size="small"
        onClick={() => {
          onOpen('entry');
        }}
      >
        {t('boards.edit')}
      </Button>
      <Button
        size="small"
        icon={<ArrowUpOutlined />}
        aria-label={t('boards.up', { name })}
        disabled={first || busy}
        onClick={() => {
          onMove(-1);
        }}
      />
      <Button
        size="small"
        icon={<ArrowDownOutlined />}
        aria-label={t('boards.down', { name })}
        disabled={last || busy}
        onClick={() => {
          onMove(1);
        }}
      />
      <Button size="small" danger onClick={onRemove}>
        {t('action.remove')}
      </Button>
    </div>
  );
}
