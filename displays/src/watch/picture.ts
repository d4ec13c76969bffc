import { SCREENSHOT_MAX_BYTES } from '../../../src/contract/display-commands.js';

const widest = 1_280;
const captureWithinMs = 5_000;
const qualities = [0.85, 0.7, 0.5, 0.3];

/** Chromium's own additions to what is asked for. */
type OwnTab = DisplayMediaStreamOptions & { preferCurrentTab: boolean; selfBrowserSurface: 'include' };

/**
 * A picture of the glass as JPEG, of SCREENSHOT_MAX_BYTES at most: its real pixels where the box lets the page capture
 * its own tab (displays/kiosk/install.sh sees to it), else a drawing of the document.
 */
export async function takePicture(root: HTMLElement): Promise<Blob> {
  const canvas = (await captured()) ?? (await drawing(root));
  for (const quality of qualities) {
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', quality);
    });
    if (blob && blob.size <= SCREENSHOT_MAX_BYTES) return blob;
  }
  throw new Error('no picture of the glass is small enough');
}

/** How light the real output is, from 0 to 255, and how much that varies; undefined where it cannot be captured. */
export async function lightOfOutput(): Promise<{ mean: number; stdev: number } | undefined> {
  const canvas = await captured();
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return undefined;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let [sum, squares, count] = [0, 0, 0];
  // Every sixteenth pixel is enough to tell one shade from many.
  for (let n = 0; n < data.length; n += 64) {
    const light = 0.299 * (data[n] ?? 0) + 0.587 * (data[n + 1] ?? 0) + 0.114 * (data[n + 2] ?? 0);
    sum += light;
    squares += light ** 2;
    count += 1;
  }
  const mean = sum / count;
  return { mean, stdev: Math.sqrt(Math.max(0, squares / count - mean ** 2)) };
}

/** One frame of the page's own tab; undefined where the browser does not give it without being asked by hand. */
async function captured(): Promise<HTMLCanvasElement | undefined> {
  if (!('mediaDevices' in navigator) || !('getDisplayMedia' in navigator.mediaDevices)) return undefined;
  const wish: OwnTab = { video: true, audio: false, preferCurrentTab: true, selfBrowserSurface: 'include' };
  let stream: MediaStream | undefined;
  try {
    stream = await navigator.mediaDevices.getDisplayMedia(wish);
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await inTime(video.play());
    return paint(video, video.videoWidth, video.videoHeight);
  } catch {
    return undefined;
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new Error('no frame came'));
    }, captureWithinMs);
  });
  await Promise.race([work, late]);
}

/** The document as the browser draws it inside of a picture: with its styles, its pictures and the frames of its videos. */
async function drawing(root: HTMLElement): Promise<HTMLCanvasElement> {
  const { innerWidth: width, innerHeight: height } = window;
  const copy = root.cloneNode(true) as HTMLElement;
  const originals = Array.from(root.querySelectorAll<HTMLImageElement | HTMLVideoElement>('img, video'));
  for (const [n, place] of Array.from(copy.querySelectorAll<HTMLElement>('img, video')).entries()) {
    const still = stillOf(originals[n]);
    if (!still) continue;
    const picture = document.createElement('img');
    for (const { name, value } of Array.from(place.attributes))
      if (!['src', 'srcset', 'poster', 'autoplay'].includes(name)) picture.setAttribute(name, value);
    picture.src = still;
    place.replaceWith(picture);
  }
  const rules = Array.from(document.styleSheets).flatMap((sheet) =>
    Array.from(sheet.cssRules, ({ cssText }) => cssText),
  );
  const style = document.createElement('style');
  style.textContent = rules.join('\n');
  const body = document.createElement('div');
  body.style.cssText = `position:relative;width:${String(width)}px;height:${String(height)}px;overflow:hidden`;
  body.append(style, copy);
  const inside = new XMLSerializer().serializeToString(body);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><foreignObject width="100%" height="100%">${inside}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return paint(image, width, height);
}

/** Pictures inside of a picture may not come from anywhere: they have to be in it. */
function stillOf(original: HTMLImageElement | HTMLVideoElement | undefined): string | undefined {
  if (!original) return undefined;
  const [width, height] =
    original instanceof HTMLVideoElement
      ? [original.videoWidth, original.videoHeight]
      : [original.naturalWidth, original.naturalHeight];
  if (width === 0 || height === 0) return undefined;
  try {
    return paint(original, width, height).toDataURL('image/jpeg', 0.8);
  } catch {
    return undefined;
  }
}

function paint(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const scale = Math.min(1, widest / width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser has no canvas');
  context.fillStyle = '#fbfaf7';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}
