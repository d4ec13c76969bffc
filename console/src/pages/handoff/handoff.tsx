import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import type { DeliveryDetail } from '../../../../src/contract/api/delivery.js';
import type { HandoffView } from '../../../../src/contract/api/tasks.js';
import { getDelivery } from '../../api/delivery-calls.js';
import { getHandoff } from '../../api/task-calls.js';
import { hasCode } from '../../api/problem.js';
import { useLive } from '../../app/live.js';
import { useMay } from '../../app/me.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Empty, Failure, Loading, Notice } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { DeliveryMark } from '../../ui/state.js';
import { DrillTag } from '../../ui/target-name.js';
import { Facts } from '../tasks/facts.js';
import { TaskForm } from '../tasks/task-form.js';
import { checkOf } from './check.js';
import { Checklist } from './checklist.js';
import { inCards } from './groups.js';
import { HandoffPart, Lines } from './parts.js';
import '../tasks/tasks.css';
import './handoff.css';

/** Everything that a person needs to publish an item elsewhere by hand: the parts, the checks, and the address at the end. */
export function HandoffPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  const live = useLive();
  const seesOffice = useMay('announcement.read');
  const handoff = useQuery({
    queryKey: ['handoff', id],
    queryFn: ({ signal }) => getHandoff(id, signal),
    refetchInterval: live ? false : 10_000,
  });
  const delivery = useQuery({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => getDelivery(id, signal),
    // While the hub looks at the other side, somebody waits in front of this page.
    refetchInterval: (query) => (checkingNow(query.state.data) || !live ? 3_000 : false),
  });
  const back = <Link to={seesOffice ? '/tasks' : '/press'}>{t('handoff.back')}</Link>;
  if (handoff.data === undefined) {
    const gone = hasCode(handoff.error, 'not_found') || hasCode(handoff.error, 'wrong_state');
    return (
      <Page title={t('handoff.title')}>
        {handoff.isPending && <Loading lines={10} />}
        {handoff.isError && gone && (
          <div className="card">
            <Empty title={t('handoff.gone')} text={t('handoff.goneText')}>
              {back}
            </Empty>
          </div>
        )}
        {handoff.isError && !gone && <Failure error={handoff.error} onRetry={() => void handoff.refetch()} />}
      </Page>
    );
  }
  return <Handoff handoff={handoff.data} delivery={delivery.data} />;
}

function checkingNow(delivery: DeliveryDetail | undefined): boolean {
  return delivery !== undefined && checkOf(delivery) === 'checking';
}

function Handoff({ handoff, delivery }: { handoff: HandoffView; delivery: DeliveryDetail | undefined }) {
  const { t } = useTranslation();
  const { target, announcementTitle: title, versionNumber: number, operation } = handoff;
  // The HTML names its pictures as they are called when they are downloaded.
  const pictures = new Map(
    handoff.parts.flatMap((part) => (part.kind === 'file' ? [[part.file.name, part.href] as const] : [])),
  );
  const lead =
    operation === 'recall'
      ? t('handoff.leadRecall', { target: target.name, title })
      : t('handoff.lead', { target: target.name, title, number });
  return (
    <Page
      title={title}
      lead={
        <span className="handoff-lead">
          {lead}
          {target.drill && <DrillTag />}
        </span>
      }
    >
      <div className="handoff">
        <section className="handoff-parts" aria-label={t('handoff.parts')}>
          {handoff.parts.length === 0 && <p className="quiet">{t('handoff.noParts')}</p>}
          {inCards(handoff.parts).map((card) =>
            card.kind === 'lines' ? (
              <Lines key={`lines/${card.parts[0]?.label.zh ?? ''}`} parts={card.parts} />
            ) : (
              <HandoffPart
                key={`${card.part.kind}/${card.part.label.zh}`}
                part={card.part}
                pictureAt={(name) => pictures.get(name)}
              />
            ),
          )}
        </section>
        <div className="handoff-side">
          <Checklist
            name={`${handoff.deliveryId}/${String(handoff.versionNumber)}/${operation}`}
            items={handoff.checklist}
          />
          <Entry handoff={handoff} delivery={delivery} />
        </div>
      </div>
    </Page>
  );
}

/** The way back: what the task asks for, and what the hub's look at the other side found. */
function Entry({ handoff, delivery }: { handoff: HandoffView; delivery: DeliveryDetail | undefined }) {
  const { t } = useTranslation();
  const check = delivery === undefined ? 'none' : checkOf(delivery);
  const task = delivery === undefined ? handoff.task : delivery.task;
  const state = delivery?.state ?? handoff.state;
  const text = task === undefined ? undefined : inLanguage(task.text, currentLanguage());
  return (
    <section className="card handoff-entry" aria-label={t('handoff.entry')}>
      <h2>
        {t('handoff.entry')}
        <DeliveryMark state={state} operation={handoff.operation} />
      </h2>
      <div aria-live="polite" className="handoff-check">
        {check === 'checking' && <Notice tone="slate" title={t('handoff.check.checking')} />}
        {check === 'refused' && (
          <Notice tone="amber" title={t('handoff.check.refused')}>
            {text}
          </Notice>
        )}
        {check === 'live' && (
          <Notice tone="pine" title={t('handoff.check.live')}>
            <Address url={delivery?.url ?? handoff.url} />
          </Notice>
        )}
        {check === 'over' && <Notice tone="slate" title={t('handoff.check.over')} />}
      </div>
      {task === undefined ? (
        (check === 'none' || check === 'checking') && <p className="quiet">{t('handoff.entryNone')}</p>
      ) : (
        <>
          {check !== 'refused' && <p className="task-text">{text}</p>}
          <Facts facts={task.facts} />
          <TaskForm task={task} />
        </>
      )}
    </section>
  );
}

function Address({ url }: { url: string | undefined }) {
  if (url === undefined) return null;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" className="permalink">
      {url}
    </a>
  );
}
