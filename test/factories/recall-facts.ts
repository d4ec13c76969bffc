import type { DeliveryDetail, RecallProgress, RecallTarget, TaskView } from '../../src/contract/api.js';
import { sha256 } from '../../src/platform/hash.js';
import type { ProofFacts } from '../../src/record/recall-proof/facts.js';

const idOf = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const ids = { announcement: idOf(1), recall: idOf(2), version: idOf(3), clerk: idOf(4), leader: idOf(5) };
/** So many seconds after half past ten in Beijing. */
export const at = (seconds: number): string =>
  new Date(Date.parse('2026-11-24T02:30:00Z') + seconds * 1_000).toISOString();

export interface PlaceWish {
  name?: string;
  state?: RecallTarget['state'];
  operation?: RecallTarget['operation'];
  drill?: boolean;
  screens?: RecallTarget['screens'];
  lastError?: string;
  task?: TaskView['text'];
  taskFacts?: TaskView['facts'];
  said?: string;
  evidence?: DeliveryDetail['attempts'][number]['evidence'];
}

/** A place of a recall; taken back and verified ten seconds later unless its state says otherwise. */
function place(number: number, wish: PlaceWish): RecallTarget {
  const { name = `目标${String(number)}`, state = 'done', operation = 'recall', drill = false } = wish;
  const isOver = state === 'done' || state === 'cancelled';
  const target = { id: idOf(1_000 + number), name, channel: 'website', drill };
  return {
    target,
    deliveryId: idOf(2_000 + number),
    operation,
    state,
    goneReason: 'privacy',
    orderedAt: at(60),
    endedAt: isOver ? at(70 + number) : undefined,
    lastError: wish.lastError,
    screens: wish.screens ?? [],
    task: wish.task && {
      id: idOf(3_000 + number),
      deliveryId: idOf(2_000 + number),
      announcementId: ids.announcement,
      announcementTitle: '标题',
      target,
      operation,
      kind: 'recall_unconfirmed',
      text: wish.task,
      facts: wish.taskFacts,
      handoff: false,
      openedAt: at(65),
      mayAnswer: false,
    },
  };
}

function story(number: number, { said, evidence = { is: 'gone' } }: PlaceWish): DeliveryDetail {
  return {
    id: idOf(2_000 + number),
    announcementId: ids.announcement,
    announcementTitle: '标题',
    versionNumber: 1,
    targetId: idOf(1_000 + number),
    targetName: '目标',
    channel: 'website',
    operation: 'recall',
    state: 'done',
    publishAt: at(0),
    renditionHash: sha256('rendition'),
    tries: 1,
    reports:
      said === undefined
        ? []
        : [
            {
              at: at(-600),
              from: 'person',
              by: { id: ids.clerk, name: '发布时的人' },
              words: { zh: '早先', en: 'before' },
            },
            {
              at: at(66),
              from: 'person',
              by: { id: ids.clerk, name: '测试办事员' },
              words: { zh: said, en: said },
            },
          ],
    attempts: [
      {
        id: idOf(4_000 + number),
        kind: 'recall',
        startedAt: at(61),
        finishedAt: at(62),
        outcome: 'pending',
        steps: [],
      },
      {
        id: idOf(5_000 + number),
        kind: 'verify',
        startedAt: at(69),
        finishedAt: at(70 + number),
        outcome: 'gone',
        evidence,
        steps: [],
      },
    ],
  };
}

export interface FactsWish {
  title?: string;
  office?: string;
  reason?: RecallProgress['request']['reason'];
  note?: string;
  opinion?: string;
  emergency?: boolean;
  decision?: 'approve' | 'refuse' | 'none';
  places?: PlaceWish[];
  outside?: ProofFacts['outside'];
  docNo?: string;
  lastSeen?: [string, string][];
}

/** What a hub would know of a recall: two places that are gone, unless the wish says otherwise. */
export function recallFacts(wish: FactsWish = {}): ProofFacts {
  const { decision = 'approve', places = [{}, {}], outside = [] } = wish;
  const title = wish.title ?? '关于公示名单的通告';
  const targets = decision === 'approve' ? places.map((one, index) => place(index, one)) : [];
  const over = targets.filter(({ endedAt }) => endedAt !== undefined);
  const withPerson = targets.filter(({ state }) => state === 'with_person').length;
  const counts = { gone: over.length, withPerson, open: targets.length - over.length - withPerson };
  const finishedAt = targets.length > 0 && over.length === targets.length ? over.at(-1)?.endedAt : undefined;
  const progress: RecallProgress = {
    request: {
      id: ids.recall,
      announcementId: ids.announcement,
      announcementTitle: title,
      reason: wish.reason ?? 'privacy',
      note: wish.note ?? '附件隐藏列中有完整证件号码',
      emergency: wish.emergency ?? false,
      requestedBy: { id: ids.clerk, name: '测试办事员' },
      requestedAt: at(0),
      decision:
        decision === 'none'
          ? undefined
          : {
              verdict: decision,
              opinion: wish.opinion ?? '同意，立即撤下',
              by: { id: ids.leader, name: '测试签发人' },
              at: at(60),
            },
      mayDecide: false,
    },
    permalink: 'https://notices.example.cn/n/20261124-ab12',
    targets,
    counts,
    finishedAt,
  };
  const [hash, review] = [sha256('version'), { name: '测试审查员', id: idOf(6) }];
  return {
    office: wish.office ?? '明川市望河区测试局',
    progress,
    versions: [{ id: ids.version, number: 1, hash, title, issuer: '测试局', docNo: wish.docNo }],
    reviews: [
      {
        id: ids.version,
        number: 1,
        hash,
        submittedAt: at(-7_200),
        submittedBy: { id: ids.clerk, name: '测试办事员' },
        renditions: [],
        decisions: [
          { step: '审查', verdict: 'approve', opinion: '', by: review, at: at(-3_600), versionHash: hash },
        ],
      },
    ],
    stories: new Map(targets.map(({ deliveryId }, index) => [deliveryId, story(index, places[index] ?? {})])),
    out: new Map(
      targets.map(({ deliveryId }) => [
        deliveryId,
        { version: 1, liveAt: at(-600), url: 'https://notices.example.cn/site/1.html' },
      ]),
    ),
    channels: new Map([['website', { zh: '网站', en: 'Website' }]]),
    lastSeen: new Map(wish.lastSeen ?? []),
    outside,
    entries: [
      entry(11, 'recall.requested', at(0), '1'),
      ...targets.map(({ endedAt, target }, index) => ({
        ...entry(20 + index, 'delivery.done', endedAt ?? at(70), endedAt === undefined ? null : '2'),
        target: target.name,
      })),
    ],
    seals: ['1', '2'].map((number) => ({
      number,
      root: sha256(`root ${number}`),
      hash: sha256(`seal ${number}`),
      entries: '7',
      sealedAt: at(90),
    })),
  };
}

const entry = (id: number, kind: string, when: string, seal: string | null) => ({
  id: String(id),
  at: when,
  kind,
  actor: `member:${ids.clerk}`,
  name: '测试办事员',
  target: null,
  seal,
});
