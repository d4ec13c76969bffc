import { canonicalJson, sha256 } from '../../platform/hash.js';
import type { ProofFacts } from './facts.js';
import { ledgerSections } from './ledger-part.js';
import { address, clean, line, timed, timeText, words } from './lines.js';
import type { Cell, IssuedProof, Line, ProofModel, Section, Standing, Words } from './model.js';
import {
  cancelledSection,
  goneSection,
  openSection,
  screensSection,
  sorted,
  wordOfPeople,
} from './places.js';
import { kindWords, outWords, partWords, reasonWords, standingWords } from './words.js';

/** The document that tells of a recall: a proof once it is finished, before that a statement of its progress. */
export function recallProof(facts: ProofFacts): ProofModel {
  const is = standingOf(facts);
  const sections = [
    openSection(facts),
    subject(facts),
    decision(facts),
    goneSection(facts),
    screensSection(facts),
    cancelledSection(facts),
    wordOfPeople(facts),
    outside(facts, is),
    reviews(facts),
    ...ledgerSections(facts),
  ];
  return {
    format: 'tongbo-recall-proof.v1',
    office: clean(facts.office),
    kind: kindWords[is === 'finished' ? 'proof' : is === 'open' ? 'progress' : 'request'],
    title: clean(titleOf(facts)),
    standing: { is, word: wordOf(facts, is), text: standingText(facts, is) },
    sections: sections.filter((section) => section !== undefined),
  };
}

/** A model with its hash and the time at which it is handed out. */
export function issue(model: ProofModel, issuedAt: Date): IssuedProof {
  return { model, hash: sha256(canonicalJson(model)), issuedAt };
}

function standingOf({ progress: { request, finishedAt } }: ProofFacts): Standing {
  if (request.decision === undefined) return 'waiting';
  if (request.decision.verdict === 'refuse') return 'refused';
  return finishedAt === undefined ? 'open' : 'finished';
}

/** A recall of some places alone says so in its head. */
const wordOf = ({ outside: rest }: ProofFacts, is: Standing): Words =>
  is === 'finished' && rest.length > 0 ? partWords : standingWords[is];

const titleOf = ({ versions, progress }: ProofFacts): string =>
  versions.at(-1)?.title ?? progress.request.announcementTitle;

function standingText(facts: ProofFacts, is: Standing): Words {
  const { targets, counts, finishedAt = '' } = facts.progress;
  const all = String(targets.length);
  switch (is) {
    case 'waiting':
      return {
        zh: '撤回申请还没有决定，内容没有变动。本文件不是撤回证明。',
        en: 'Nobody has decided yet, and nothing has changed. This is not a proof of recall.',
      };
    case 'refused':
      return {
        zh: '撤回申请未获同意，内容没有变动。本文件不是撤回证明。',
        en: 'The request was refused, and nothing has changed. This is not a proof of recall.',
      };
    case 'open':
      return {
        zh: `共 ${all} 处，已了结 ${String(counts.gone)} 处，等人处理 ${String(counts.withPerson)} 处，进行中 ${String(counts.open)} 处。本文件是进展说明，不是撤回证明。`,
        en: `${String(counts.gone)} of ${all} are over, ${String(counts.withPerson)} are with a person, ${String(counts.open)} are under way. This is a statement of progress, not a proof.`,
      };
    case 'finished':
      return finishedText(facts, finishedAt);
  }
}

function finishedText({ progress: { targets }, outside: rest }: ProofFacts, finishedAt: string): Words {
  const { gone, cancelled } = sorted(targets);
  const [back, kept, more] = [gone, cancelled, rest].map(({ length }) => length) as [number, number, number];
  return {
    zh: [
      `核对撤下 ${String(back)} 处`,
      ...(kept > 0 ? [`未发出即取消 ${String(kept)} 处`] : []),
      `最后一处了结于 ${timeText(finishedAt)}`,
      ...(more > 0 ? [`另有 ${String(more)} 处不在本次撤回之内`] : []),
    ]
      .join('，')
      .concat('。'),
    en: [
      `${String(back)} verified gone`,
      ...(kept > 0 ? [`${String(kept)} cancelled before they went out`] : []),
      ...(more > 0 ? [`${String(more)} more are not part of this recall`] : []),
    ]
      .join(', ')
      .concat('.'),
  };
}

interface Row {
  label: Words;
  value: Cell;
}
const row = (zh: string, en: string, ...value: Line[]): Row => ({ label: { zh, en }, value });

function subject({ office, progress, versions, ...facts }: ProofFacts): Section {
  const newest = versions.at(-1);
  const { docNo, indexNo, issuer } = newest ?? {};
  return {
    heading: { zh: '信息', en: 'The announcement' },
    content: {
      kind: 'facts',
      rows: [
        row('机关', 'Office', line(office)),
        row('标题', 'Title', line(titleOf({ ...facts, office, progress, versions }))),
        ...(issuer === undefined ? [] : [row('发布机构', 'Issuer', line(issuer))]),
        row('文号', 'Document number', line(docNo ?? '无', docNo === undefined ? 'quiet' : 'plain')),
        ...(indexNo === undefined ? [] : [row('索引号', 'Index number', line(indexNo))]),
        ...(progress.permalink === undefined
          ? []
          : [row('公开网址', 'Permalink', address(progress.permalink))]),
        row('信息编号', 'Announcement id', line(progress.request.announcementId, 'code')),
        ...versions.map(({ number, hash }) =>
          row(`第 ${String(number)} 版哈希值`, `Hash of version ${String(number)}`, line(hash, 'code')),
        ),
      ],
    },
  };
}

function decision({ progress: { request, targets } }: ProofFacts): Section {
  const { reason, note, targetIds, requestedBy, requestedAt, decision: decided, emergency } = request;
  const { rule, ...why } = reasonWords[reason];
  const some = targetIds === undefined ? undefined : String(targetIds.length);
  return {
    heading: { zh: '撤回的申请与决定', en: 'Who asked, and who agreed' },
    content: {
      kind: 'facts',
      rows: [
        row('原因', 'Reason', words(why), ...(rule ? [words(rule, 'quiet')] : [])),
        row('说明', 'Note', note.trim() === '' ? line('无', 'quiet') : line(note)),
        row(
          '范围',
          'Scope',
          some === undefined
            ? words({ zh: '这条信息的全部发布目标', en: 'every target of the announcement' })
            : words({ zh: `指定的 ${some} 处`, en: `${some} chosen targets` }),
          ...(targets.some(({ target }) => target.drill)
            ? [words({ zh: '其中有演练目标，已逐处标明', en: 'drills among them are marked' }, 'waiting')]
            : []),
        ),
        row(
          '申请',
          'Asked',
          line(requestedBy.name),
          line(timeText(requestedAt)),
          line(requestedBy.id, 'code'),
        ),
        ...decidedRows(decided, emergency),
        row('撤回编号', 'Recall id', line(request.id, 'code')),
      ],
    },
  };
}

function decidedRows(decided: ProofFacts['progress']['request']['decision'], emergency: boolean): Row[] {
  if (decided === undefined)
    return [row('决定', 'Decision', words({ zh: '尚未决定', en: 'none yet' }, 'alarm'))];
  const { verdict, by, at, opinion } = decided;
  const who = [line(by.name), line(timeText(at)), line(by.id, 'code')];
  if (emergency)
    return [
      row(
        '紧急撤回',
        'Emergency',
        words({ zh: '一人决定，未经第二人同意', en: 'decided alone, without a second person' }, 'waiting'),
        ...who,
      ),
    ];
  const said = opinion.trim() === '' ? line('无', 'quiet') : line(opinion);
  return verdict === 'approve'
    ? [row('同意', 'Agreed', ...who), row('意见', 'Opinion', said)]
    : [row('不同意', 'Refused', ...who), row('意见', 'Opinion', said)];
}

/** What this recall does not cover, so that nobody takes it for more than it is. */
function outside({ outside: rest }: ProofFacts, is: Standing): Section | undefined {
  if (rest.length === 0) return undefined;
  const covers = is === 'finished' || is === 'open';
  return {
    heading: covers
      ? { zh: `不在本次撤回之内的 ${String(rest.length)} 处`, en: 'Not part of this recall' }
      : { zh: `目前的 ${String(rest.length)} 处`, en: 'Where it is now' },
    content: {
      kind: 'table',
      columns: [
        { label: { zh: '发布目标', en: 'Target' }, share: 44 },
        { label: { zh: '状态', en: 'State' }, share: 56 },
      ],
      rows: rest.map(({ target, state, version, liveAt, url }) => [
        [line(target), words({ zh: `第 ${String(version)} 版`, en: 'version' }, 'quiet')],
        [
          words(outWords[state] ?? { zh: state }, covers ? 'waiting' : 'plain'),
          ...(liveAt === null ? [] : [timed({ zh: '上线', en: 'live' }, liveAt, 'quiet')]),
          ...(url === null ? [] : [address(url)]),
        ],
      ]),
    },
  };
}

/** Who had approved what was taken back. */
function reviews({ versions, reviews: known }: ProofFacts): Section | undefined {
  const ids = new Set(versions.map(({ id }) => id));
  const rows = known
    .filter(({ id }) => ids.has(id))
    .flatMap(({ number, submittedBy, submittedAt, decisions }) => [
      [
        [words({ zh: `第 ${String(number)} 版送审`, en: 'submitted' })],
        [line(submittedBy.name), line(timeText(submittedAt), 'quiet')],
        [line('')],
      ],
      ...decisions.map(({ step, verdict, opinion, by, at, versionHash, paper, behalf }) => [
        [line(step), verdictWord(verdict)],
        [
          line(by.name),
          line(timeText(at), 'quiet'),
          ...(behalf ? [words({ zh: `代${behalf.name}`, en: 'for them' }, 'quiet')] : []),
          ...(paper ? [onPaper(paper)] : []),
        ],
        [...(opinion.trim() === '' ? [] : [line(opinion)]), line(versionHash, 'code')],
      ]),
    ]);
  if (rows.length === 0) return undefined;
  return {
    heading: { zh: '发布前的审查', en: 'How it had been approved' },
    content: {
      kind: 'table',
      columns: [
        { label: { zh: '环节', en: 'Step' }, share: 24 },
        { label: { zh: '何人、何时', en: 'Who and when' }, share: 30 },
        { label: { zh: '意见、所见版本的哈希值', en: 'Opinion, hash of what was seen' }, share: 46 },
      ],
      rows,
    },
  };
}

const onPaper = ({ signedOn, confirmedBy }: { signedOn: string; confirmedBy: { name: string } }): Line =>
  words({ zh: `纸质，${signedOn} 签，${confirmedBy.name}核对`, en: 'signed by hand' }, 'quiet');

const verdictWord = (verdict: string): Line =>
  verdict === 'approve'
    ? words({ zh: '同意', en: 'approved' }, 'good')
    : verdict === 'withhold'
      ? words({ zh: '不予公开', en: 'withheld' }, 'waiting')
      : words({ zh: '退回', en: 'returned' }, 'waiting');
