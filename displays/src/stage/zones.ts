import type { Zone } from '../../../src/contract/layouts.js';
import { Stage } from './stage.js';

/** What one zone has to show. */
export interface Picture {
  zone: Zone;
  /** Whatever looks the same has the same one. */
  face: string;
  /** The items that can be seen in it. */
  keys: readonly string[];
  /** What the layer says that it is. */
  data: { key?: string | undefined; page?: string | undefined };
  /** Undefined when it cannot be drawn now. */
  draw(): HTMLElement | undefined;
  /** It really stood on the glass. */
  painted(): void;
  /** It could not be drawn. */
  failed(): void;
}

interface Surface {
  stage: Stage;
  face: string;
  keys: readonly string[];
}

const isWhole = ({ width, height }: Zone): boolean => width === 100 && height === 100;

/**
 * Divides the glass into zones, each with layers of its own. A single zone has no frame around it: its layer lies on the
 * glass itself.
 */
export class Zones {
  private division = '';
  private surfaces = new Map<string, Surface>();
  private frame: HTMLElement | undefined;
  /** Whether the frame really came onto the glass. */
  private onGlass: Promise<boolean> = Promise.resolve(true);

  constructor(private readonly whole: Stage) {}

  /** Forgets what stands there, so that everything is drawn anew. */
  reset(): void {
    this.division = '';
    this.surfaces.clear();
  }

  /** Resolves when everything that was asked for has been drawn. */
  async settled(): Promise<void> {
    await this.whole.settled();
    await Promise.all([...this.surfaces.values()].map(({ stage }) => stage.settled()));
  }

  /** Shows the pictures, the main one first. Whether an item may still be seen decides between a cut and a fade. */
  show(pictures: readonly Picture[], mayBeSeen: (key: string) => boolean): void {
    const division = JSON.stringify(
      pictures.map(({ zone: { x, y, width, height, id } }) => [id, x, y, width, height]),
    );
    const mustCut = (keys: readonly string[]): boolean => !keys.every(mayBeSeen);
    if (division !== this.division) {
      const all = [...this.surfaces.values()].flatMap(({ keys }) => keys);
      if (this.divide(pictures, mustCut(all))) this.division = division;
      return;
    }
    for (const picture of pictures) {
      const surface = this.surfaces.get(picture.zone.id);
      if (!surface || surface.face === picture.face) continue;
      const layer = drawn(picture);
      if (!layer) continue;
      this.put(surface, picture, layer, mustCut(surface.keys));
      if (picture === pictures[0]) this.mark(picture);
    }
  }

  /** Returns whether anything could be drawn. */
  private divide(pictures: readonly Picture[], cut: boolean): boolean {
    const layers = pictures.flatMap((picture) => {
      // What may not be seen any more goes at once, if need be for an empty place.
      const layer = drawn(picture) ?? (cut ? empty() : undefined);
      return layer ? [{ picture, layer }] : [];
    });
    const [first] = layers;
    if (!first || layers.length < pictures.length) return false;
    this.surfaces = new Map();
    this.frame = undefined;
    this.onGlass = Promise.resolve(true);
    if (layers.length === 1 && isWhole(first.picture.zone)) {
      const surface: Surface = { stage: this.whole, face: '', keys: [] };
      this.surfaces.set(first.picture.zone.id, surface);
      this.put(surface, first.picture, first.layer, cut);
      return true;
    }
    const frame = document.createElement('div');
    frame.className = 'layer zones';
    for (const { picture, layer } of layers) {
      const { zone, face, keys } = picture;
      const place = document.createElement('div');
      place.className = 'zone';
      place.dataset['zone'] = zone.id;
      for (const [side, value] of Object.entries({
        left: zone.x,
        top: zone.y,
        width: zone.width,
        height: zone.height,
      }))
        place.style.setProperty(side, `${String(value)}%`);
      place.append(layer);
      frame.append(place);
      this.surfaces.set(zone.id, { stage: new Stage(place), face, keys });
    }
    this.frame = frame;
    this.mark(first.picture);
    this.onGlass = this.whole.show(frame, cut);
    this.onGlass.then(
      (isThere) => {
        if (isThere) for (const { picture } of layers) picture.painted();
      },
      () => {
        first.picture.failed();
      },
    );
    return true;
  }

  private put(surface: Surface, picture: Picture, layer: HTMLElement, cut: boolean): void {
    surface.face = picture.face;
    surface.keys = picture.keys;
    Promise.all([surface.stage.show(layer, cut), this.onGlass]).then(
      ([isDrawn, isThere]) => {
        if (isDrawn && isThere) picture.painted();
      },
      () => {
        picture.failed();
      },
    );
  }

  /** The frame says what its main zone shows, as a layer of the whole glass says it of itself. */
  private mark({ data }: Picture): void {
    if (!this.frame) return;
    tell(this.frame, data);
    this.frame.classList.toggle('idle', data.key === undefined);
  }
}

function empty(): HTMLElement {
  const layer = document.createElement('div');
  layer.className = 'layer quiet';
  return layer;
}

function drawn(picture: Picture): HTMLElement | undefined {
  const layer = picture.draw();
  if (layer) tell(layer, picture.data);
  return layer;
}

function tell(layer: HTMLElement, { key, page }: Picture['data']): void {
  if (key === undefined) delete layer.dataset['key'];
  else layer.dataset['key'] = key;
  if (page === undefined) delete layer.dataset['page'];
  else layer.dataset['page'] = page;
}
