import { BOARD_NOTE, saidLast, standingOf, type Board, type BoardPerson, type Standing } from '../boards.js';
import { dayText, minuteText } from '../kit/office-time.js';
import { escape } from './markup.js';
import { layoutFor, widthOf, type Layout, type Panel, type Viewport } from './panel.js';

/** How a board is cut for a place on the wall: people to a page, all cards of one size. */
export interface BoardCut {
  layout: Layout;
  columns: number;
  rows: number;
  pages: number;
  /** Lines that a card keeps free for name and post, and for duties or a note, in every card alike. */
  nameLines: number;
  wordLines: number;
  /** CSS pixels. */
  cardHeight: number;
}

/** Everything in a card in terms of the legible size of letters. */
const narrowest = 15;
const photoWidth = 2.75;
/** With the line under it. */
const photoHeight = 4.5;
const padding = 0.3;
const gap = 0.5;
const nameSize = 1.25;
const nameLine = 1.3;
const wordLine = 1.35;
const markLine = 1.6;
/** 外出办事 with its sign, and an end on another day. */
const longestMark = 14.5;
const scales = [1.6, 1.45, 1.3, 1.15, 1];

/** The largest type in which it takes no more pages than in the legible one. Pure, and stable while states change. */
export function cutBoard(board: Board, panel: Panel, size: Viewport): BoardCut {
  const cuts = scales.map((scale) => cutAt(board, layoutFor(panel, size, scale)));
  const legible = cuts[cuts.length - 1] as BoardCut;
  return cuts.find(({ pages }) => pages === legible.pages) ?? legible;
}

function cutAt({ name, people }: Board, layout: Layout): BoardCut {
  const { body, gap: between } = layout;
  const width = layout.width - 2 * layout.marginX;
  const columns = Math.max(1, Math.floor((width + between) / (body * narrowest + between)));
  const card = (width - (columns - 1) * between) / columns;
  // What is left beside the photo, in Han characters; a little less, since lines do not end with a full one.
  const beside = card / body - 2 * padding - photoWidth - gap;
  const room = Math.max(2, beside * 0.96);
  const linesOf = (text: string): number => Math.ceil(widthOf(text) / room);
  const nameLines = Math.max(1, ...people.map(nameWidth).map((wide) => Math.ceil(wide / room)));
  // A note may come at any time: it has its room from the start, so that nobody moves to another page.
  const wordLines = Math.max(Math.ceil(BOARD_NOTE / room), ...people.map(({ duties }) => linesOf(duties)));
  const markLines = Math.ceil(longestMark / Math.max(5, beside));
  const words = nameLines * nameSize * nameLine + wordLines * wordLine + markLines * markLine;
  const cardHeight = Math.ceil(body * (Math.max(photoHeight, words) + 2 * padding));
  const titleLines = Math.ceil((widthOf(name) * layout.title) / (width * 0.96));
  const head = titleLines * layout.title * nameLine + between;
  const foot = layout.small * 1.5 + between;
  const height = layout.height - 2 * layout.marginY - head - foot;
  const rows = Math.max(1, Math.floor((height + between) / (cardHeight + between)));
  const pages = Math.max(1, Math.ceil(people.length / (columns * rows)));
  return { layout, columns, rows, pages, nameLines, wordLines, cardHeight };
}

/** Name, post and the time beside them. */
const nameWidth = ({ name, post }: BoardPerson): number =>
  widthOf(name) * nameSize + (post === '' ? 0 : 0.6 + widthOf(post));

interface Look {
  word: string;
  /** Path data on a field of 16. */
  sign: string;
}

/** Every state has a word and a sign; the colour is the third. */
const looks: Record<Standing['state'], Look> = {
  in: { word: '在岗', sign: 'M3 8.5l3.5 3.5L13 5' },
  duty: { word: '值班', sign: 'M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4z' },
  out: { word: '外出办事', sign: 'M5 11l6-6M6 5h5v5M3 14h10' },
  meeting: { word: '开会', sign: 'M2 10V3h12v7zM5 14l2-4M11 14l-2-4' },
  trip: { word: '出差', sign: 'M3 6h10v7H3zM6 6V3h4v3' },
  training: { word: '学习培训', sign: 'M8 4C6 3 4 3 2 3v9c2 0 4 0 6 1 2-1 4-1 6-1V3c-2 0-4 0-6 1v9' },
  leave: { word: '休假', sign: 'M8 3a5 5 0 1 0 5 7A4 4 0 0 1 8 3z' },
  unknown: { word: '状态未更新', sign: 'M6 6a2 2 0 1 1 2.6 2C8 8.4 8 9 8 9.6M8 12v.4' },
};

/** `10:30`, with the day when it is another one than at `now`. */
function whenText(at: number, now: number): string {
  const day = dayText(new Date(at));
  const time = minuteText(new Date(at)).slice(-5);
  if (day === dayText(new Date(now))) return time;
  const [, month, date] = day.split('-').map(Number);
  return `${String(month)}月${String(date)}日 ${time}`;
}

/** Of the same day the time, else the day. */
const sinceText = (at: number, now: number): string => whenText(at, now).split(' ')[0] ?? '';

/** One page (from 0) of a board as HTML, at `now` in milliseconds since 1970. Every text is escaped. */
export function boardMarkup(
  board: Board,
  cut: BoardCut,
  { page, now, photo }: { page: number; now: number; photo: (hash: string) => string | undefined },
): string {
  const { columns, rows, pages } = cut;
  const people = board.people.slice(page * columns * rows, (page + 1) * columns * rows);
  const last = saidLast(board);
  const cards = people.map((person) =>
    cardMarkup(person, standingOf(person.stated, board.reset, now), now, photo),
  );
  const empty = board.people.length === 0 ? '<p class="board-empty">这块牌上还没有人员</p>' : '';
  return `<section class="slide board" lang="zh-CN">
<h1 class="slide-title board-title">${escape(board.name)}</h1>
<ul class="board-people">${cards.join('')}</ul>${empty}
<footer class="slide-foot board-foot"><span>${last === undefined ? '还没有人更新过状态' : `最后更新 ${whenText(last, now)}`}</span>
<span class="slide-page">${pages > 1 ? `${String(page + 1)} / ${String(pages)}` : ''}</span></footer>
</section>`;
}

function cardMarkup(
  { name, post, duties, photo: hash, stated }: BoardPerson,
  { state, stale, note, until }: Standing,
  now: number,
  photo: (hash: string) => string | undefined,
): string {
  const { word, sign } = looks[state];
  const address = hash === undefined ? undefined : photo(hash);
  const picture =
    address === undefined
      ? `<span class="board-photo board-initial" aria-hidden="true">${escape([...name][0] ?? '')}</span>`
      : `<img class="board-photo" src="${escape(address)}" alt="">`;
  const since =
    stated && !stale ? `<span class="board-since">更新${sinceText(Date.parse(stated.at), now)}</span>` : '';
  // What the reset made of it is not what somebody said.
  const doubt = stale && state !== 'unknown' ? '<span class="board-more">今日未报</span>' : '';
  const end = until === undefined ? '' : `<span class="board-more">至 ${whenText(until, now)}</span>`;
  return `<li class="board-card"><div class="board-face">${picture}${since}</div><div class="board-words">
<p class="board-name"><b>${escape(name)}</b> <span>${escape(post)}</span></p>
<p class="board-note">${escape(note ?? duties)}</p>
<p class="board-mark"><span class="board-state board-${state}${stale ? ' board-stale' : ''}"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="${sign}"/></svg>${word}</span>${doubt}${end}</p>
</div></li>`;
}

/** The style's variables beside those of the layout. */
export const boardVariables = (cut: BoardCut): Record<string, string> => ({
  '--columns': String(cut.columns),
  '--card': `${String(cut.cardHeight)}px`,
});

/** Beside the slide's own style. */
export const boardStyle = `
.board { grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); }
.board-people { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--gap); align-content: start;
  grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); grid-auto-rows: var(--card); }
.board-card { display: flex; background: #FFFFFF; border: .04em solid #D5DAD7; border-radius: 8px; overflow: hidden; padding: .3em; }
.board-face { flex: none; width: 2.75em; margin-right: .5em; text-align: center; }
.board-photo { display: block; width: 100%; height: 3.6em; object-fit: cover; border-radius: 4px; background: #E9F0ED; }
.board-photo.board-initial { display: flex; align-items: center; justify-content: center; color: #1E6B5C; }
.board-initial::first-letter { font-size: 1.6em; }
.board-words { flex: 1; min-width: 0; display: flex; flex-direction: column; }
.board-words p { margin: 0; }
.board-name { line-height: 1.3; font-size: 1.25em; }
.board-name span { font-size: .8em; color: #4A4F55; }
.board-note { flex: 1; line-height: 1.35; color: #4A4F55; }
.board-mark { line-height: 1.6; white-space: nowrap; display: flex; flex-wrap: wrap; align-items: center; }
.board-state { display: inline-flex; align-items: center; font-weight: 700; line-height: 1.4; padding: 0 .5em 0 .35em; border-radius: .3em;
  border: .06em solid currentColor; color: #1F2328; background: #FFFFFF; }
.board-state svg { width: .85em; height: .85em; margin-right: .3em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.board-in, .board-duty { background: #1E6B5C; color: #FFFFFF; }
.board-out, .board-meeting, .board-trip, .board-training { background: #FFF4DA; color: #7A5400; }
.board-leave { background: #E8EBEE; color: #4A535D; }
.board-stale { background: #FFFFFF; color: #4A4F55; border-style: dashed; }
.board-more { padding-left: .4em; }
.board-since { display: block; white-space: nowrap; font-size: .6em; line-height: 1.5; color: #4A4F55; }
.board-empty { align-self: center; text-align: center; }
.board-foot { grid-column: 1; }
`;
