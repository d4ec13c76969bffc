import type { AttemptView, RecallTarget } from '../../contract/api.js';
import type { Json } from '../../contract/values.js';
import type { ProofFacts } from './facts.js';
import { address, clean, line, timed, timeText, words } from './lines.js';
import type { Cell, Line, Section, Words } from './model.js';
import { factWords, openWords, outcomeWords } from './words.js';

/** The ways in which a place of a recall stands. */
interface Sorted {
  gone: RecallTarget[];
  cancelled: RecallTarget[];
  open: RecallTarget[];
}

export function sorted(targets: readonly RecallTarget[]): Sorted {
  const over = targets.filter(({ endedAt }) => endedAt !== undefined);
  return {
    gone: over.filter(({ state }) => state !== 'cancelled'),
    cancelled: over.filter(({ state }) => state === 'cancelled'),
    open: targets.filter(({ endedAt }) => endedAt === undefined),
  };
}

const placeColumn = { zh: '发布目标', en: 'Target' };

/** What still has to happen, and who has to see to it. */
export function openSection(facts: ProofFacts): Section | undefined {
  const { open } = sorted(facts.progress.targets);
  if (open.length === 0) return undefined;
  return {
    heading: { zh: `尚未完成的 ${String(open.length)} 处`, en: 'Still open' },
    alarm: true,
    text: {
      zh: '以下各处尚未核对撤下，内容可能仍可看到。',
      en: 'Not verified gone: the content may still be seen there.',
    },
    content: {
      kind: 'table',
      columns: [
        { label: placeColumn, share: 30 },
        { label: { zh: '状态', en: 'State' }, share: 30 },
        { label: { zh: '要做什么', en: 'What to do' }, share: 40 },
      ],
      rows: open.map((place) => [
        nameCell(facts, place),
        [
          words(openWords[place.state] ?? { zh: place.state }, 'alarm'),
          timed({ zh: '下达', en: 'ordered' }, place.orderedAt, 'quiet'),
        ],
        todo(place),
      ]),
    },
  };
}

function todo({ task, lastWords, lastError, screens }: RecallTarget): Cell {
  const said = lastWords ? words(lastWords) : lastError === undefined ? [] : line(lastError);
  const silent = screens.filter(({ state }) => state !== 'retracted' && state !== 'queued');
  return [
    ...(task ? [words(task.text), ...told(task.facts)] : [said].flat()),
    ...(task?.answeredAt === undefined
      ? []
      : [timed({ zh: '已填报，待核对', en: 'answered' }, task.answeredAt, 'quiet')]),
    ...(silent.length > 0
      ? [
          words(
            {
              zh: `${String(silent.length)} 块屏未报告移除，见“显示屏”`,
              en: 'screens are silent, see below',
            },
            'quiet',
          ),
        ]
      : []),
  ];
}

/** What a channel tells beside a task, such as the number to call. */
function told(facts: Json | undefined): Line[] {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return [];
  return Object.entries(facts).flatMap(([name, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const label = factWords[name] ?? { zh: name };
    return [{ zh: `${clean(label.zh)}：${clean(String(value))}`, en: label.en, tone: 'plain' as const }];
  });
}

/** Where it was, and since when it is verified not to be there any more. */
export function goneSection(facts: ProofFacts): Section | undefined {
  const { gone } = sorted(facts.progress.targets);
  if (gone.length === 0) return undefined;
  return {
    heading: { zh: `已撤下并核对的 ${String(gone.length)} 处`, en: 'Taken back, and verified' },
    content: {
      kind: 'table',
      columns: [
        { label: placeColumn, share: 30 },
        { label: { zh: '核对撤下时间', en: 'Verified gone at' }, share: 34 },
        { label: { zh: '做了什么、如何核对', en: 'What was done, and the last look' }, share: 36 },
      ],
      rows: gone.map((place) => [nameCell(facts, place), goneAt(facts, place), how(facts, place)]),
    },
  };
}

function goneAt(facts: ProofFacts, { deliveryId, orderedAt, endedAt = '' }: RecallTarget): Cell {
  const liveAt = facts.out.get(deliveryId)?.liveAt ?? undefined;
  return [
    line(timeText(endedAt), 'good'),
    timed({ zh: '下达', en: 'ordered' }, orderedAt, 'quiet'),
    ...(liveAt === undefined ? [] : [timed({ zh: '上线', en: 'live' }, liveAt, 'quiet')]),
  ];
}

function how(facts: ProofFacts, place: RecallTarget): Cell {
  const attempts = facts.stories.get(place.deliveryId)?.attempts ?? [];
  const runs = attempts.filter(({ kind }) => kind === 'recall');
  const looks = attempts.filter(({ kind }) => kind === 'verify');
  const screens = place.screens.filter(({ state }) => state !== 'queued');
  return [
    words({
      zh: `下达撤回 ${String(runs.length)} 次，另行回看 ${String(looks.length)} 次`,
      en: 'recall orders, further looks',
    }),
    ...[...new Set(runs.flatMap(({ steps }) => steps.map(({ name }) => name)))].map((name) =>
      line(`步骤：${name}`, 'quiet'),
    ),
    ...lastLook(attempts),
    ...(screens.length > 0
      ? [words({ zh: `${String(screens.length)} 块屏均已报告移除`, en: 'every screen reported it gone' })]
      : []),
  ];
}

/** What the newest attempt that was answered saw, with its evidence as it was kept. */
function lastLook(attempts: readonly AttemptView[]): Line[] {
  const last = attempts.findLast(({ outcome }) => outcome !== undefined && !outcome.startsWith('late: '));
  if (last === undefined) return [];
  const seen = outcomeWords[last.outcome ?? ''] ?? { zh: last.outcome ?? '' };
  return [
    timed(seen, last.finishedAt ?? last.startedAt),
    ...(last.evidence === undefined ? [] : [line(`证据：${evidenceText(last.evidence)}`, 'code')]),
  ];
}

function evidenceText(evidence: Json): string {
  const text = JSON.stringify(evidence);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/** What never went out. */
export function cancelledSection(facts: ProofFacts): Section | undefined {
  const { cancelled } = sorted(facts.progress.targets);
  if (cancelled.length === 0) return undefined;
  return {
    heading: { zh: `未发出即取消的 ${String(cancelled.length)} 处`, en: 'Cancelled before it went out' },
    content: {
      kind: 'table',
      columns: [
        { label: placeColumn, share: 44 },
        { label: { zh: '取消时间', en: 'Cancelled at' }, share: 56 },
      ],
      rows: cancelled.map((place) => [
        nameCell(facts, place),
        [
          line(timeText(place.endedAt ?? ''), 'good'),
          ...(place.operation === 'recall'
            ? [words({ zh: '该处并未收到，无可撤回', en: 'it had never arrived there' }, 'quiet')]
            : []),
        ],
      ]),
    },
  };
}

function nameCell(facts: ProofFacts, { target, deliveryId }: RecallTarget): Cell {
  const out = facts.out.get(deliveryId);
  const channel = facts.channels.get(target.channel) ?? { zh: target.channel, en: target.channel };
  const version = out === undefined ? '' : String(out.version);
  return [
    line(target.name),
    words(
      out === undefined
        ? channel
        : { zh: `${channel.zh} · 第 ${version} 版`, en: `${channel.en}, version ${version}` },
      'quiet',
    ),
    ...(target.drill
      ? [words({ zh: '演练，接的是演练系统', en: 'drill: nothing went to the real outside' }, 'waiting')]
      : []),
    ...(typeof out?.url === 'string' ? [address(out.url)] : []),
  ];
}

/** Each screen that may hold it, and what it reported. */
export function screensSection(facts: ProofFacts): Section | undefined {
  const rows = facts.progress.targets.flatMap(({ target, screens }) =>
    screens.map((screen) => [[line(screen.name)], [line(target.name)], screenCell(facts, screen)]),
  );
  if (rows.length === 0) return undefined;
  return {
    heading: { zh: `显示屏 ${String(rows.length)} 块`, en: 'Screens' },
    content: {
      kind: 'table',
      columns: [
        { label: { zh: '显示屏', en: 'Screen' }, share: 26 },
        { label: placeColumn, share: 24 },
        { label: { zh: '报告', en: 'What it reported' }, share: 50 },
      ],
      rows,
    },
  };
}

function screenCell(facts: ProofFacts, screen: RecallTarget['screens'][number]): Cell {
  const { state, online, at, screenId } = screen;
  if (state === 'retracted') return [timed({ zh: '已报告移除', en: 'reported it gone' }, at, 'good')];
  if (state === 'queued') return [words({ zh: '从未取得这条信息', en: 'never got it' }, 'quiet')];
  const seen = facts.lastSeen.get(screenId);
  if (online) return [words({ zh: '在线，尚未报告移除', en: 'online, has not reported it gone' }, 'alarm')];
  const offline: Words = { zh: '离线，尚未报告移除', en: 'offline, has not reported it gone' };
  return [
    words(offline, 'alarm'),
    ...(seen === undefined ? [] : [timed({ zh: '最后一次联系', en: 'last heard of' }, seen, 'quiet')]),
  ];
}

/** What people, and the other side, said on the way. */
export function wordOfPeople(facts: ProofFacts): Section | undefined {
  const { progress, stories } = facts;
  const rows = progress.targets.flatMap(({ deliveryId, target }) =>
    (stories.get(deliveryId)?.reports ?? [])
      .filter(({ at }) => at >= progress.request.requestedAt)
      .map(({ at, from, by, words: said }) => [
        [line(target.name)],
        [
          from === 'person' ? line(by?.name ?? '') : words({ zh: '对方', en: 'the other side' }),
          line(timeText(at), 'quiet'),
        ],
        [words(said)],
      ]),
  );
  if (rows.length === 0) return undefined;
  return {
    heading: { zh: '人工确认与对方回复', en: 'What people confirmed' },
    content: {
      kind: 'table',
      columns: [
        { label: placeColumn, share: 26 },
        { label: { zh: '何人、何时', en: 'Who and when' }, share: 30 },
        { label: { zh: '填报内容', en: 'What they said' }, share: 44 },
      ],
      rows,
    },
  };
}
