import { isLegible, zonePanel, zoneSize, type Zone } from '../../../src/contract/layouts.js';
import { onAir, selects, widgetKey, type Air, type AirScene } from '../../../src/contract/on-air.js';
import { everyEntry, everyZone } from '../../../src/contract/rules.js';
import type { PageMs } from '../../../src/contract/scene.js';
import { usualPanel, type Viewport } from '../../../src/contract/slide/panel.js';
import type { Library, ReadyItem } from '../cache/library.js';
import type { Cuttings, Place } from './cuttings.js';
import { cut, viewport } from './slides.js';
import { widgetOf } from './widgets.js';

/** Cuts something for a place. */
export type Job = () => Promise<void>;

/** Knows what has to be cut for which places, and cuts it. One job at a time: all measure in the same place. */
export class Cutter {
  constructor(
    private readonly library: Library,
    private readonly cuttings: Cuttings,
    private readonly measure: HTMLElement,
  ) {}

  /** What a zone is on this screen. */
  placeOf(zone: Zone): Place {
    const [whole, panel] = [viewport(), this.library.manifest?.panel ?? usualPanel] as const;
    const size = zoneSize(zone, whole);
    return { size, panel: zonePanel(panel, size, whole) };
  }

  pages(key: string, zone: Zone, whole: Viewport): number {
    return this.cuttings.of(key, zoneSize(zone, whole))?.pages ?? 0;
  }

  pageMs(key: string, zone: Zone, whole: Viewport): PageMs | undefined {
    return this.cuttings.of(key, zoneSize(zone, whole))?.pageMs;
  }

  fits(zone: Zone, whole: Viewport): boolean {
    return isLegible(zone, this.library.manifest?.panel ?? usualPanel, whole);
  }

  /** What has to be cut: for the zones that are on the glass now or in an emergency, and for all others. */
  jobs(air: Air, now: number): [Job[], Job[]] {
    // As if everything were cut already.
    const scene = onAir({ ...air, pages: () => 1 }, now);
    const shown = new Set(scene.show === 'air' ? scene.zones.map(({ zone }) => zone) : []);
    const [soon, later]: [Job[], Job[]] = [[], []];
    for (const [index, zone] of everyZone(air.programme, air.screen, air.fits).entries())
      for (const { key, job } of this.jobsOf(air, zone, now)) {
        const isEmergency = air.items.some((i) => i.key === key && i.priority === 'emergency');
        const isSoon = shown.has(zone) || (index === 0 && (isEmergency || scene.show === 'rest'));
        (isSoon ? soon : later).push(job);
      }
    return [soon, later];
  }

  /** Whether a widget on the glass says what is no longer so. */
  hasOldWidget(scene: AirScene, now: number): boolean {
    const { manifest, ready, photos } = this.library;
    if (scene.show === 'rest' || !manifest) return false;
    return scene.zones.some(({ zone, face }) => {
      const found = face.show === 'page' ? widgetOf(face.key) : undefined;
      if (!found || face.show !== 'page') return false;
      const place = this.placeOf(zone);
      const stamp = found.widget.stamp({ ...place, manifest, ready, photos, now }, found.id);
      return stamp !== this.cuttings.stampOf(face.key, place.size);
    });
  }

  /** Forgets what can no longer be shown. */
  tidy({ programme, items }: Air): void {
    const named = (programme?.playlists ?? []).flatMap(({ entries }) => entries);
    const widgets = named.flatMap((entry) => (entry.kind === 'notices' ? [] : [widgetKey(entry)]));
    this.cuttings.keepOnly(new Set([...items.map(({ key }) => key), ...widgets, 'clock', 'publicity']));
  }

  private jobsOf(air: Air, zone: Zone, now: number): { key: string; job: Job }[] {
    const entries = everyEntry(air.programme, air.screen, zone);
    const place = this.placeOf(zone);
    const taken = new Set(
      air.items.filter((item) => entries.some((entry) => selects(entry, item))).map(({ key }) => key),
    );
    const items = this.library.ready
      .filter(({ item }) => taken.has(item.key))
      .map((ready) => ({ key: ready.item.key, job: () => this.cutItem(ready, place) }));
    const keys = new Set(entries.flatMap((entry) => (entry.kind === 'notices' ? [] : [widgetKey(entry)])));
    return [...items, ...[...keys].map((key) => ({ key, job: () => this.cutWidget(key, place, now) }))];
  }

  private async cutItem(ready: ReadyItem, place: Place): Promise<void> {
    const { key, rendition } = ready.item;
    const stamp = `${rendition} ${JSON.stringify(place.panel)}`;
    // One that cannot be cut does not keep the others out.
    await this.cuttings
      .make(key, place, stamp, () => cut(ready, place.panel, this.measure, place.size))
      .catch(() => undefined);
  }

  private async cutWidget(key: string, place: Place, now: number): Promise<void> {
    const { manifest, ready, photos } = this.library;
    const found = widgetOf(key);
    if (!found || !manifest) return;
    const facts = { ...place, manifest, ready, photos, now, measure: this.measure };
    await this.cuttings
      .make(key, place, found.widget.stamp(facts, found.id), () => found.widget.cut(facts, found.id))
      .catch(() => undefined);
  }
}
