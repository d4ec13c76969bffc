import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { RescanFinding, RescanView } from '../../../../src/contract/api/rescan.js';
import { getRescan } from '../../api/rescan-calls.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure } from '../../ui/feedback.js';
import { levelLooks, placeWords } from '../../ui/findings.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { useTakeBack } from '../correction/take-back.js';
import { Asked } from '../today/asked.js';
import '../recall/recall.css';
import './rescan.css';

const DismissDialog = lazy(async () => ({
  default: (await import('./dismiss-dialog.js')).DismissDialog,
}));

type Item = RescanView['items'][number];

/** So many findings of one announcement are told; to take it back one is enough. */
const TOLD = 4;

/** What a second screening found in what is out, with one press to the recall. Nothing when there is nothing. */
export function FoundAgain() {
  const { t } = useTranslation();
  // Under the key of recalls, which is fetched again when something of them changes.
  const query = useQuery({ queryKey: ['recalls', 'rescan'], queryFn: ({ signal }) => getRescan(signal) });
  const takeBack = useTakeBack();
  const [dismissing, setDismissing] = useState<Item>();
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  return (
    <>
      <Asked title={t('rescan.title')} count={items.length} urgent>
        <p className="quiet rescan-lead">{t('rescan.lead')}</p>
        <ul className="recall-cards">
          {items.map((item) => (
            <li key={item.announcement.id} className="card">
              <Card
                item={item}
                onRecall={() => {
                  takeBack.recall(item.announcement);
                }}
                onDismiss={() => {
                  setDismissing(item);
                }}
              />
            </li>
          ))}
        </ul>
      </Asked>
      {/* They stay open when what they are about is answered, and so not listed any more. */}
      {takeBack.dialogs}
      {dismissing !== undefined && (
        <Suspense fallback={null}>
          <DismissDialog
            announcement={dismissing.announcement}
            onClose={() => {
              setDismissing(undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

interface CardProps {
  item: Item;
  onRecall: () => void;
  onDismiss: () => void;
}

function Card({ item: { announcement, findings }, onRecall, onDismiss }: CardProps) {
  const { t } = useTranslation();
  const mayDismiss = useMay('screening.override');
  const [first] = findings;
  return (
    <article className="recall-card">
      <Link to={`/announcements/${announcement.id}`} className="recall-card-title">
        {announcement.title}
      </Link>
      {first && (
        <p className="recall-card-facts">
          <span>{t('rescan.foundAt')}</span>
          <When at={first.foundAt} />
        </p>
      )}
      <ul className="rescan-findings">
        {findings.slice(0, TOLD).map((finding) => (
          <li key={finding.id}>
            <FindingLine finding={finding} />
          </li>
        ))}
        {findings.length > TOLD && (
          <li className="quiet">{t('rescan.more', { count: findings.length - TOLD })}</li>
        )}
      </ul>
      <div className="rescan-actions">
        <Button danger onClick={onRecall}>
          {t('rescan.recall')}
        </Button>
        {mayDismiss && <Button onClick={onDismiss}>{t('rescan.dismiss')}</Button>}
      </div>
    </article>
  );
}

/** By rule and place: what was found is not written down once more. */
function FindingLine({ finding: { level, label, source, place } }: { finding: RescanFinding }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { tone, sign } = levelLooks[level];
  return (
    <>
      <span className={`finding-head tone-${tone}`}>
        <Dot sign={sign} tone={tone} />
        <strong>{inLanguage(label, language)}</strong>
      </span>
      <span>
        {placeWords(place, t(`screening.part.${place.part}`))}
        {place.hidden === true && <span className="finding-hidden">{t('screening.hidden')}</span>}
      </span>
      <span className="finding-source quiet">{inLanguage(source, language)}</span>
    </>
  );
}
