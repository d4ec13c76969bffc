import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RectificationRow } from '../../../../src/contract/api/rectification.js';
import { When } from '../../ui/when.js';
import { Deadline, RectificationMark, useOriginWords } from './marks.js';
import './rectification.css';

/** One line a rectification. `plain`: their announcement is the page's own. */
export function RectificationRows({
  rows,
  plain = false,
}: {
  rows: readonly RectificationRow[];
  plain?: boolean;
}) {
  const { t } = useTranslation();
  const originOf = useOriginWords();
  return (
    <ul className="card card-list">
      {rows.map((row) => (
        <li key={row.id} className="rectification-row">
          <Link to={`/rectifications/${row.id}`}>
            {plain ? t('rectification.plain') : row.title === '' ? t('announcement.untitled') : row.title}
          </Link>
          <RectificationMark state={row.state} />
          <span className="quiet">{originOf(row)}</span>
          {row.signed === undefined ? (
            <Deadline {...row} />
          ) : (
            <span className="quiet">
              {t('rectification.signedBy', { name: row.signed.by.name })} <When at={row.signed.at} />
            </span>
          )}
          <span className="quiet">
            {t('rectification.opened', { name: row.openedBy.name })} <When at={row.openedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
