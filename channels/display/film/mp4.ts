import type { Film } from './facts.js';

/** ISO/IEC 14496-12: a box's kind and the bytes between which its content stands. */
interface Box {
  kind: string;
  from: number;
  to: number;
}

const MOST_BOXES = 10_000;

/** The boxes that stand next to each other between two places. */
function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < MOST_BOXES;) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1 && at + 16 <= to) {
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) throw new Error('a box does not fit into what it stands in');
    boxes.push({ kind: tag(view, at + 4), from: at + head, to: at + size });
    at += size;
  }
  return boxes;
}

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

/** The first box along a path of kinds. */
function find(view: DataView, within: Box, ...path: string[]): Box | undefined {
  const [kind, ...rest] = path;
  if (kind === undefined) return within;
  const found = boxesIn(view, within.from, within.to).find((box) => box.kind === kind);
  return found && find(view, found, ...rest);
}

const videos: Record<string, string> = {
  avc1: 'H.264',
  avc3: 'H.264',
  hvc1: 'H.265',
  hev1: 'H.265',
  av01: 'AV1',
  vp09: 'VP9',
  mp4v: 'MPEG-4',
  ap4h: 'ProRes',
  apcn: 'ProRes',
};
const audios: Record<string, string> = {
  mp4a: 'AAC',
  '.mp3': 'MP3',
  Opus: 'Opus',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  alac: 'ALAC',
  fLaC: 'FLAC',
};
/** ISO/IEC 14496-10, annex A: baseline, main, extended and high have eight bits a colour, 4:2:0. */
const plainProfiles = new Set([66, 77, 88, 100]);

/** What an MP4 says of its first picture track and its first sound track. @throws Error for what is no MP4 */
export function readMp4(view: DataView): Film {
  const file = { kind: 'file', from: 0, to: view.byteLength };
  const movie = find(view, file, 'moov');
  if (!movie || !find(view, file, 'ftyp')) throw new Error('there is no movie in it');
  const tracks = boxesIn(view, movie.from, movie.to).filter(({ kind }) => kind === 'trak');
  const of = (handler: string): Box | undefined =>
    tracks.find((track) => {
      const box = find(view, track, 'mdia', 'hdlr');
      return box !== undefined && tag(view, box.from + 8) === handler;
    });
  const [picture, sound] = [of('vide'), of('soun')];
  const size = picture && sizeOf(view, picture);
  return {
    ...(picture && pictureCoding(view, picture)),
    audio: sound && nameOf(audios, entryOf(view, sound)?.kind),
    seconds: secondsOf(view, movie, picture),
    width: size?.width ?? 0,
    height: size?.height ?? 0,
  };
}

const nameOf = (names: Record<string, string>, kind: string | undefined): string | undefined =>
  kind === undefined ? undefined : (names[kind] ?? kind.trim());

/** The first sample entry of a track: it says how the track is coded. */
function entryOf(view: DataView, track: Box): Box | undefined {
  const table = find(view, track, 'mdia', 'minf', 'stbl', 'stsd');
  return table && boxesIn(view, table.from + 8, table.to)[0];
}

function pictureCoding(view: DataView, track: Box): Pick<Film, 'video' | 'odd'> {
  const entry = entryOf(view, track);
  if (!entry) return {};
  const video = nameOf(videos, entry.kind);
  if (video !== 'H.264') return { video };
  const children = boxesIn(view, entry.from + 78, entry.to);
  const config = children.find(({ kind }) => kind === 'avcC');
  if (!config) throw new Error('H.264 without its configuration');
  const profile = view.getUint8(config.from + 1);
  return plainProfiles.has(profile) ? { video } : { video, odd: `profile ${String(profile)}` };
}

/** Width and height after turning, from the track's head: 16.16 numbers behind a matrix. */
function sizeOf(view: DataView, track: Box): { width: number; height: number } | undefined {
  const head = find(view, track, 'tkhd');
  if (!head) return undefined;
  const at = head.from + (view.getUint8(head.from) === 1 ? 88 : 76);
  const [width, height] = [view.getUint32(at) / 65_536, view.getUint32(at + 4) / 65_536];
  // A telephone that was held upright writes a matrix that turns by a quarter.
  const isTurned = view.getInt32(at - 36) === 0 && view.getInt32(at - 32) !== 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

function secondsOf(view: DataView, movie: Box, picture: Box | undefined): number {
  const heads = [find(view, movie, 'mvhd'), picture && find(view, picture, 'mdia', 'mdhd')];
  const times = heads.flatMap((head) => {
    if (!head) return [];
    const isLong = view.getUint8(head.from) === 1;
    const at = head.from + (isLong ? 20 : 12);
    const duration = isLong ? Number(view.getBigUint64(at + 4)) : view.getUint32(at + 4);
    return [duration / Math.max(1, view.getUint32(at))];
  });
  return Math.max(0, ...times.filter((time) => Number.isFinite(time)));
}
