import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import type { AnnouncementRow, DeliveryDot } from '../../../../src/contract/api/intake.js';
import type { RecallRequestView } from '../../../../src/contract/api/recall.js';
import { useMay } from '../../app/me.js';
import { isCorrectable } from '../../lib/correction-steps.js';
import { deliveryLook, isRecallable } from '../../lib/states.js';
import { Dot, StageMark } from '../../ui/state.js';
import { TargetName } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { Marked, Passage } from '../finding/marked.js';
import type { TakeBack } from '../correction/take-back.js';

interface BoardRowProps {
  row: AnnouncementRow;
  columns: Pick<TargetView, 'id' | 'name' | 'drill'>[];
  onOpen: (deliveryId: string) => void;
  /** The newest request to take it back that was not refused. */
  recall: RecallRequestView | undefined;
  takeBack: TakeBack;
}

/** One announcement with a cell for each target. */
export function BoardRow({ row, columns, onOpen, recall, takeBack }: BoardRowProps) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row" className="board-item">
        <Link to={`/announcements/${row.id}`} className="board-title">
          <Marked parts={row.found?.title} plain={row.title} />
        </Link>
        <Passage found={row.found} />
        <span className="board-facts">
          {row.stage === 'recalled' && <StageMark stage="recalled" />}
          {row.docNo !== undefined && (
            <span>
              <Marked parts={row.found?.docNo} plain={row.docNo} />
            </span>
          )}
          <span>{row.drafter.name}</span>
          <When at={row.plannedAt ?? row.updatedAt} />
          {row.group !== undefined && (
            <Link to={`/groups/${row.group.id}`} className="board-recall">
              {t('group.inRow', { name: row.group.name })}
            </Link>
          )}
          {recall !== undefined && (
            <Link to={`/recalls/${recall.id}`} className="board-recall">
              {t(recall.decision === undefined ? 'recalls.waitingRow' : 'recalls.progressRow')}
            </Link>
          )}
        </span>
      </th>
      {columns.map((target) => {
        const delivery = row.deliveries.find((one) => one.targetId === target.id);
        return (
          <td key={target.id} className={delivery === undefined ? 'board-none' : undefined}>
            {delivery === undefined ? (
              <span className="quiet" aria-label={t('board.notThere')}>
                —
              </span>
            ) : (
              <Cell delivery={delivery} target={target} onOpen={onOpen} />
            )}
          </td>
        );
      })}
      <td className="board-action">
        <RowActions row={row} takeBack={takeBack} />
      </td>
    </tr>
  );
}

/** Taking it back is one press away; correcting it stands beside it. */
function RowActions({ row, takeBack }: Pick<BoardRowProps, 'row' | 'takeBack'>) {
  const { t } = useTranslation();
  const mayRecall = useMay('release.recall') && row.deliveries.some(isRecallable);
  const mayCorrect = useMay('announcement.write') && row.deliveries.some(isCorrectable);
  if (!mayRecall && !mayCorrect) return null;
  const correct = {
    key: 'correct',
    label: t('correction.open'),
    onClick: () => {
      takeBack.correct(row);
    },
  };
  return (
    <span className="board-actions">
      {mayRecall && (
        <Button
          type="text"
          size="small"
          className="recall-link"
          onClick={() => {
            takeBack.recall(row);
          }}
        >
          {t('recall.open')}
        </Button>
      )}
      {mayCorrect && (
        <Dropdown trigger={['click']} menu={{ items: [correct] }}>
          <Button
            type="text"
            size="small"
            className="recall-link"
            icon={<MoreOutlined />}
            aria-label={t('board.more', { title: row.title })}
          />
        </Dropdown>
      )}
    </span>
  );
}

interface CellProps {
  delivery: DeliveryDot;
  target: Pick<TargetView, 'name' | 'drill'>;
  onOpen: (deliveryId: string) => void;
}

function Cell({ delivery, target, onOpen }: CellProps) {
  const { t } = useTranslation();
  const look = deliveryLook(delivery.state, delivery.operation);
  const word = t(`state.${look.word}`);
  const due = delivery.state === 'scheduled' ? delivery.dueAt : undefined;
  return (
    <button
      type="button"
      className={`cell tone-${look.tone}`}
      aria-label={t('board.cell', { target: target.name, state: word })}
      onClick={() => {
        onOpen(delivery.id);
      }}
    >
      <Dot sign={look.sign} tone={look.tone} size={20} />
      <span className="cell-words">
        <span className="cell-target">
          <TargetName target={target} />
        </span>
        <span>{word}</span>
        {due !== undefined && (
          <span className="cell-due">
            <When at={due} />
          </span>
        )}
      </span>
    </button>
  );
}
