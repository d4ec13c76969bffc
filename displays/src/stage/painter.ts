import type { Zone } from '../../../src/contract/layouts.js';
import { fullLayout } from '../../../src/contract/layouts.js';
import { isPublicity, type Air, type AirScene, type ZoneScene } from '../../../src/contract/on-air.js';
import { usualPanel } from '../../../src/contract/slide/panel.js';
import type { Clock } from '../cache/clock.js';
import type { Library } from '../cache/library.js';
import type { Cuttings, Place } from './cuttings.js';
import { clockText, doubtFace, idleFace, quietFace, restFace } from './faces.js';
import { isStill } from './stage.js';
import { stillTicker, stillTickerLayer, tickerLayer } from './ticker.js';
import type { Picture } from './zones.js';

const [whole] = fullLayout.landscape as [Zone];

/** Turns a scene into pictures, one a zone. */
export class Painter {
  constructor(
    private readonly library: Library,
    private readonly cuttings: Cuttings,
    private readonly clock: Clock,
    private readonly events: { painted: (key: string) => void; failed: (key: string) => void },
  ) {}

  /** The main zone's first. */
  pictures(scene: AirScene, air: Air, now: number, placeOf: (zone: Zone) => Place): Picture[] {
    if (scene.show === 'rest') return [this.rest()];
    return scene.zones.map((zone, index) => this.picture(zone, index === 0, air, now, placeOf(zone.zone)));
  }

  private picture({ zone, face }: ZoneScene, isMain: boolean, air: Air, now: number, place: Place): Picture {
    const { size } = place;
    const room = `${String(size.width)}x${String(size.height)}`;
    const nothing = { zone, keys: [], data: {}, painted: () => undefined, failed: () => undefined };
    if (face.show === 'idle') {
      const isWhole = isMain && zone.width === 100 && zone.height === 100;
      const what = isWhole
        ? `${this.library.manifest?.screen.name ?? ''} ${this.clock.trusted ? clockText(now) : ''}`
        : '';
      return { ...nothing, face: `idle ${what} ${room}`, draw: () => this.idle(isWhole, now, place) };
    }
    if (face.show === 'ticker') return this.ticker(zone, face.keys, air, now, place);
    const { key, page, pages } = face;
    const isItem = air.items.some((item) => item.key === key);
    const cut = this.cuttings.of(key, size);
    // A film begins again when its page comes again, also where no other page was between.
    const run = cut?.pageMs?.[page] === undefined ? '' : `since ${String(face.since)}`;
    const publicities = air.items.filter((item) => isPublicity(item, now)).map((item) => item.key);
    return {
      zone,
      face: [key, page, pages, room, isItem ? run : this.cuttings.stampOf(key, size)].join(' '),
      keys: isItem ? [key] : key === 'publicity' ? publicities : [],
      data: { key, page: String(page) },
      draw: () => cut?.layer(page, now),
      painted: () => {
        this.events.painted(key);
      },
      failed: () => {
        this.events.failed(key);
      },
    };
  }

  private ticker(zone: Zone, keys: readonly string[], air: Air, now: number, place: Place): Picture {
    const titles = this.library.ready
      .filter(({ item }) => keys.includes(item.key))
      .map(({ slides }) => slides.title);
    const nothing = { zone, keys, data: {}, painted: () => undefined, failed: () => undefined };
    const what = `ticker ${JSON.stringify([titles, place])}`;
    if (!isStill()) return { ...nothing, face: what, draw: () => tickerLayer(titles, place) };
    const pieces = stillTicker(titles, place);
    const index = Math.floor(now / air.dwellMs) % Math.max(1, pieces.length);
    return {
      ...nothing,
      face: `${what} ${String(index)}`,
      draw: () => stillTickerLayer(pieces[index] ?? '', place),
    };
  }

  private idle(isWhole: boolean, now: number, { panel, size }: Place): HTMLElement {
    const { office, screen } = this.library.manifest ?? {};
    if (!isWhole) return quietFace(office?.name ?? '', panel, size);
    const facts = { office: office?.name ?? '', screen: screen?.name ?? '', panel };
    return this.clock.trusted ? idleFace(now, facts) : doubtFace(facts);
  }

  private rest(): Picture {
    const { screen, panel = usualPanel } = this.library.manifest ?? {};
    return {
      zone: whole,
      face: 'rest',
      keys: [],
      data: {},
      draw: () => restFace(screen?.name ?? '', panel),
      painted: () => undefined,
      failed: () => undefined,
    };
  }
}
