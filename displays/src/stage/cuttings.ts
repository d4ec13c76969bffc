import type { Panel, Viewport } from '../../../src/contract/slide/panel.js';
import type { CutNotice } from './slides.js';

/** A place on the glass: its size in CSS pixels, and what it is as a panel of its own. */
export interface Place {
  size: Viewport;
  panel: Panel;
}

interface Cutting {
  stamp: string;
  /** Undefined: it cannot be shown there. */
  cut: CutNotice | undefined;
}

const nameOf = (key: string, { width, height }: Viewport): string =>
  `${String(width)}x${String(height)} ${key}`;

/** Items and widgets as they were cut for the places that show them. */
export class Cuttings {
  private readonly all = new Map<string, Cutting>();

  /** Cuts it when it is not cut, or was cut from something else than `stamp`. */
  async make(
    key: string,
    { size }: Place,
    stamp: string,
    cut: () => Promise<CutNotice | undefined>,
  ): Promise<void> {
    if (this.stampOf(key, size) === stamp) return;
    this.all.set(nameOf(key, size), { stamp, cut: await cut() });
  }

  of(key: string, size: Viewport): CutNotice | undefined {
    return this.all.get(nameOf(key, size))?.cut;
  }

  /** What it was cut from. */
  stampOf(key: string, size: Viewport): string | undefined {
    return this.all.get(nameOf(key, size))?.stamp;
  }

  keepOnly(keys: ReadonlySet<string>): void {
    for (const name of [...this.all.keys()])
      if (!keys.has(name.slice(name.indexOf(' ') + 1))) this.all.delete(name);
  }

  clear(): void {
    this.all.clear();
  }
}
