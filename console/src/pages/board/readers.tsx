import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';

type Reader = NonNullable<DeliveryDetail['readers']>[number];

/** To whom it was sent, who has read it, and who has said that they know of a correction or a recall. */
export function Readers({ readers }: { readers: readonly Reader[] }) {
  const { t } = useTranslation();
  const asked = readers.filter((reader) => reader.asked);
  const done = asked.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length;
  return (
    <section aria-label={t('readers.title')}>
      <h3 className="story-head">
        {asked.length === 0 ? t('readers.title') : t('readers.counted', { done, all: asked.length })}
      </h3>
      <ul className="reports">
        {readers.map((reader) => (
          <li key={reader.name}>
            <span className="report-from">{reader.name}</span>
            <Standing reader={reader} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The last thing that is known of somebody. */
function Standing({ reader: { asked, acknowledgedAt, openedAt, sentAt } }: { reader: Reader }) {
  const { t } = useTranslation();
  const open = asked && acknowledgedAt === undefined;
  const word =
    acknowledgedAt !== undefined
      ? 'acknowledged'
      : openedAt !== undefined
        ? 'opened'
        : sentAt === undefined
          ? 'unsent'
          : 'sent';
  const at = acknowledgedAt ?? openedAt ?? sentAt;
  const tone = acknowledgedAt !== undefined ? 'pine' : open || word === 'unsent' ? 'amber' : 'slate';
  return (
    <>
      <span className={`report-words state tone-${tone}`}>
        <Dot sign={tone === 'pine' ? 'check' : tone === 'amber' ? 'alert' : 'fill1'} tone={tone} />
        {open ? t(`readers.open.${word === 'acknowledged' ? 'opened' : word}`) : t(`readers.${word}`)}
      </span>
      <span className="attempt-when">{at !== undefined && <When at={at} />}</span>
    </>
  );
}
