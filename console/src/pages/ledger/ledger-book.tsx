import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { LedgerEntryView } from '../../../../src/contract/api/delivery.js';
import { Evidence } from '../../ui/evidence.js';
import { HashText } from '../../ui/hash.js';
import { TargetNamed } from '../../ui/target-name.js';
import { When } from '../../ui/when.js';
import { useKindWord } from './kinds.js';
import { sealGroups, type SealGroup } from './seal-groups.js';
import './ledger.css';

interface LedgerBookProps {
  entries: LedgerEntryView[];
  /** All entries are of one announcement, so its title is left out. */
  own?: boolean;
  /** None of them is about a place, so that its column is left out. */
  placeless?: boolean;
  heading?: string;
}

/** A page of the paper ledger: ruled lines, and in the margin the seal that covers them. */
export function LedgerBook({ entries, own = false, placeless = false, heading }: LedgerBookProps) {
  const { t } = useTranslation();
  return (
    <div className="book">
      {heading !== undefined && <p className="book-heading">{heading}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col" className="book-margin">
              {t('ledger.seal')}
            </th>
            <th scope="col">{t('ledger.number')}</th>
            <th scope="col">{t('ledger.at')}</th>
            <th scope="col">{t('ledger.what')}</th>
            {!own && <th scope="col">{t('ledger.announcement')}</th>}
            {!placeless && <th scope="col">{t('ledger.target')}</th>}
            <th scope="col">{t('ledger.actor')}</th>
            <th scope="col">{t('ledger.data')}</th>
          </tr>
        </thead>
        {sealGroups(entries).map((group) => (
          <GroupRows key={group.entries[0]?.id} group={group} own={own} placeless={placeless} />
        ))}
      </table>
    </div>
  );
}

function GroupRows({ group, ...which }: { group: SealGroup; own: boolean; placeless: boolean }) {
  return (
    <tbody>
      {group.entries.map((entry, line) => (
        <EntryRow key={entry.id} entry={entry} {...which}>
          {line === 0 && (
            <td className="book-margin" rowSpan={group.entries.length}>
              <SealStamp group={group} />
            </td>
          )}
        </EntryRow>
      ))}
    </tbody>
  );
}

function SealStamp({ group }: { group: SealGroup }) {
  const { t } = useTranslation();
  if (group.seal === undefined) return <span className="stamp-open">{t('ledger.open')}</span>;
  return (
    <div className="stamp-block">
      <span className="stamp" role="img" aria-label={t('ledger.sealed', { number: group.seal.number })}>
        <span>{t('ledger.stamp')}</span>
        <span>{group.seal.number}</span>
      </span>
      <HashText hash={group.seal.hash} />
    </div>
  );
}

function EntryRow({
  entry,
  own,
  placeless,
  children,
}: {
  entry: LedgerEntryView;
  own: boolean;
  placeless: boolean;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const kindWord = useKindWord();
  return (
    <tr>
      {children}
      <td className="book-number num">{entry.id}</td>
      <td className="book-at">
        <When at={entry.at} />
      </td>
      <td className="book-kind">{kindWord(entry.kind, entry.data)}</td>
      {!own && (
        <td className="book-title">
          {entry.announcementId !== undefined && (
            <Link to={`/announcements/${entry.announcementId}`}>
              {entry.announcementTitle === undefined || entry.announcementTitle === ''
                ? t('announcement.untitled')
                : entry.announcementTitle}
            </Link>
          )}
        </td>
      )}
      {!placeless && (
        <td className="book-target">
          {entry.targetName !== undefined && <TargetNamed name={entry.targetName} />}
        </td>
      )}
      <td className="book-actor">{entry.actorName ?? t('ledger.system')}</td>
      <td className="book-data">
        <Evidence label={t('ledger.details')} data={entry.data} />
      </td>
    </tr>
  );
}
