import type { Film } from './facts.js';
import { readMp4 } from './mp4.js';
import { readWebm } from './webm.js';

/** What Chromium plays on the boxes, by container. */
const plays: Record<string, { video: string[]; audio: string[] }> = {
  'video/mp4': { video: ['H.264'], audio: ['AAC', 'MP3', 'Opus'] },
  'video/webm': { video: ['VP8', 'VP9'], audio: ['Opus', 'Vorbis'] },
};

/** Longer ones keep everything else waiting. */
export const MOST_SECONDS = 600;
/** More than that is more than a small box decodes in time. */
const MOST_PIXELS = 1920 * 1088;

export type FilmFault =
  | 'film_unreadable'
  | 'film_video'
  | 'film_odd'
  | 'film_audio'
  | 'film_long'
  | 'film_large';

/** What the file says. @throws Error for what is damaged, or is no film */
export function readFilm(bytes: Uint8Array, mediaType: string): Film {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return mediaType === 'video/webm' ? readWebm(view) : readMp4(view);
}

/** What keeps a film from the boxes; the first that matters. */
export function faultOf(film: Film, mediaType: string): FilmFault | undefined {
  const { video = [], audio = [] } = plays[mediaType] ?? {};
  if (film.video === undefined || !video.includes(film.video)) return 'film_video';
  if (film.odd !== undefined) return 'film_odd';
  if (film.audio !== undefined && !audio.includes(film.audio)) return 'film_audio';
  if (!(film.seconds > 0) || !(film.width > 0) || !(film.height > 0)) return 'film_unreadable';
  if (film.seconds > MOST_SECONDS) return 'film_long';
  return film.width * film.height > MOST_PIXELS ? 'film_large' : undefined;
}
