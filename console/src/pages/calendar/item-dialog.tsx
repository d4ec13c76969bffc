import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { CalendarItem } from '../../../../src/contract/api/calendar.js';
import { OfficeTimePicker } from '../../ui/office-time-picker.js';
import { Dot } from '../../ui/state.js';
import { useMomentWords } from '../../ui/when.js';
import { standingLooks } from './looks.js';

interface ItemDialogProps {
  item: CalendarItem;
  movable: boolean;
  onMove: (publishAt: string) => void;
  onClose: () => void;
}

/** What a release is, and another time for it. */
export function ItemDialog({ item, movable, onMove, onClose }: ItemDialogProps) {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const [at, setAt] = useState<string | undefined>(item.publishAt);
  const { sign, tone } = standingLooks[item.standing];
  const changed = at !== undefined && at !== item.publishAt;
  return (
    <Modal
      open
      title={item.title}
      okText={t('calendar.move')}
      cancelText={t('action.close')}
      okButtonProps={{ disabled: !changed, className: movable ? '' : 'not-here' }}
      onOk={() => {
        if (at !== undefined) onMove(at);
        onClose();
      }}
      onCancel={onClose}
      width={440}
    >
      <dl className="calendar-facts">
        <dt>{t('calendar.state')}</dt>
        <dd>
          <span className={`state tone-${tone}`}>
            <Dot sign={sign} tone={tone} />
            <span>{t(`calendar.standing.${item.standing}`)}</span>
          </span>
        </dd>
        <dt>{t('calendar.places')}</dt>
        <dd>{t('calendar.placeCount', { count: item.places })}</dd>
        <dt>{t('release.priority')}</dt>
        <dd>{t(`priority.${item.priority}`)}</dd>
        {item.expiresAt !== undefined && (
          <>
            <dt>{t('field.expiresAt')}</dt>
            <dd>{moment(item.expiresAt)}</dd>
          </>
        )}
        {item.group !== undefined && (
          <>
            <dt>{t('group.title')}</dt>
            <dd>
              <Link to={`/groups/${item.group.id}`}>{item.group.name}</Link>
            </dd>
          </>
        )}
      </dl>
      <p>
        <Link to={`/announcements/${item.announcementId}`}>{t('calendar.toRecord')}</Link>
      </p>
      <div className="form-row">
        <label htmlFor="calendar-at">{t('release.when')}</label>
        {movable ? (
          <OfficeTimePicker id="calendar-at" value={at} ahead onChange={setAt} />
        ) : (
          <span>{moment(item.publishAt)}</span>
        )}
        {movable && (
          <span className="form-hint">
            {t(item.group === undefined ? 'calendar.noNewApproval' : 'calendar.movesGroup')}
          </span>
        )}
      </div>
    </Modal>
  );
}
