/** Makes a layer's film run as the group wants it. It goes on muted where the browser would not start it otherwise. */
export function startFilm(layer: HTMLElement, sound: boolean): void {
  const film = layer.querySelector<HTMLVideoElement>('video.slide-film');
  if (!film) return;
  film.muted = !sound;
  for (const track of Array.from(film.textTracks)) track.mode = 'showing';
  film.addEventListener('error', () => {
    // What stands behind it says that something is missing; the schedule goes on by itself.
    film.dataset['broken'] = film.error?.message ?? 'error';
  });
  film.play().catch(() => {
    film.muted = true;
    film.play().catch(() => {
      film.dataset['broken'] = 'refused';
    });
  });
}
