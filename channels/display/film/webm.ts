import type { Film } from './facts.js';

/** RFC 8794: an element's id and the bytes between which its content stands. */
interface Element {
  id: number;
  from: number;
  to: number;
}

const ids = {
  header: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  codec: 0x86,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
} as const;
const PICTURE = 1;
const SOUND = 2;
const MOST_ELEMENTS = 10_000;

/** A number of variable length; ids keep the mark of their length. All ones: unknown. */
function vint(view: DataView, at: number, keepsMark: boolean): { value: number; length: number } {
  const first = view.getUint8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new Error('a number that is too long');
  let value = keepsMark ? first : first & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const byte = view.getUint8(at + index);
    isUnknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: isUnknown && !keepsMark ? Infinity : value, length };
}

/** The elements that stand next to each other; one of unknown length goes to the end, as a live recording's does. */
function elementsIn(view: DataView, from: number, to: number): Element[] {
  const elements: Element[] = [];
  for (let at = from; at < to && elements.length < MOST_ELEMENTS;) {
    const id = vint(view, at, true);
    const size = vint(view, at + id.length, false);
    const content = at + id.length + size.length;
    const end = Math.min(to, content + size.value);
    elements.push({ id: id.value, from: content, to: end });
    at = end;
  }
  return elements;
}

const child = (view: DataView, within: Element, id: number): Element | undefined =>
  elementsIn(view, within.from, within.to).find((element) => element.id === id);

function numberIn(view: DataView, element: Element | undefined): number | undefined {
  if (!element) return undefined;
  let value = 0;
  for (let at = element.from; at < element.to; at += 1) value = value * 256 + view.getUint8(at);
  return value;
}

const floatIn = (view: DataView, element: Element | undefined): number =>
  !element
    ? 0
    : element.to - element.from === 4
      ? view.getFloat32(element.from)
      : view.getFloat64(element.from);

function textIn(view: DataView, element: Element | undefined): string | undefined {
  if (!element) return undefined;
  const bytes = Array.from({ length: element.to - element.from }, (_, index) =>
    view.getUint8(element.from + index),
  );
  return String.fromCharCode(...bytes).replace(/\0+$/, '');
}

const names: Record<string, string> = {
  V_VP8: 'VP8',
  V_VP9: 'VP9',
  V_AV1: 'AV1',
  'V_MPEG4/ISO/AVC': 'H.264',
  'V_MPEGH/ISO/HEVC': 'H.265',
  A_OPUS: 'Opus',
  A_VORBIS: 'Vorbis',
  A_AAC: 'AAC',
};

/** What a WebM says of its first picture track and its first sound track. @throws Error for what is no WebM */
export function readWebm(view: DataView): Film {
  const [header, segment] = elementsIn(view, 0, view.byteLength);
  if (header?.id !== ids.header || segment?.id !== ids.segment) throw new Error('there is no film in it');
  if (textIn(view, child(view, header, ids.docType)) !== 'webm') throw new Error('it is no WebM');
  const info = child(view, segment, ids.info);
  const tracks = child(view, segment, ids.tracks);
  if (!info || !tracks) throw new Error('its tracks are missing');
  const all = elementsIn(view, tracks.from, tracks.to).filter(({ id }) => id === ids.track);
  const of = (type: number): Element | undefined =>
    all.find((track) => numberIn(view, child(view, track, ids.trackType)) === type);
  const [picture, sound] = [of(PICTURE), of(SOUND)];
  const codec = (track: Element | undefined): string | undefined => {
    const id = track && textIn(view, child(view, track, ids.codec));
    return id === undefined ? undefined : (names[id] ?? id);
  };
  const frame = picture && child(view, picture, ids.video);
  const scale = numberIn(view, child(view, info, ids.timestampScale)) ?? 1_000_000;
  return {
    video: codec(picture),
    audio: codec(sound),
    seconds: (floatIn(view, child(view, info, ids.duration)) * scale) / 1_000_000_000,
    width: (frame && numberIn(view, child(view, frame, ids.width))) ?? 0,
    height: (frame && numberIn(view, child(view, frame, ids.height))) ?? 0,
  };
}
