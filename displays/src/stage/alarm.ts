import { usualPanel, type Panel } from '../../../src/contract/slide/panel.js';
import { alertAt, type AlertScene } from '../../../src/contract/warning.js';
import type { Alerts } from '../cache/alerts.js';
import type { Clock } from '../cache/clock.js';
import type { Library } from '../cache/library.js';
import { slateFace } from './faces.js';
import { viewport } from './slides.js';
import type { Stage } from './stage.js';
import { Voice } from './voice.js';
import { cutWarning, type CutWarning } from './warning.js';

/** So long a page of a warning stays. */
const pageMs = 8_000;
const lookEveryMs = 500;

/** What shows the programme below. */
export interface Below {
  start(): void;
  stop(): void;
  /** Resolves when the glass shows the programme and nothing else. */
  changed(): Promise<void>;
}

/** Puts what stands above the programme on the glass at once, and gives the glass back when it is over. */
export class Alarm {
  private face = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly voice = new Voice();
  private readonly cuts = new Map<string, CutWarning>();
  private active = false;

  constructor(
    private readonly parts: {
      alerts: Alerts;
      library: Library;
      clock: Clock;
      stage: Stage;
      measure: HTMLElement;
      below: Below;
      /** Everything that the alert of this number says has really been drawn. */
      shown: (seq: number) => void;
    },
  ) {
    window.addEventListener('resize', () => {
      this.cuts.clear();
      this.face = '';
      void this.changed();
    });
  }

  /** From here on the glass is the programme's, or what stands above it. */
  start(): void {
    if (this.active) return;
    this.active = true;
    if (!alertAt(this.parts.alerts.current, this.parts.clock.now())) this.parts.below.start();
    void this.changed();
  }

  /** Leaves the glass to somebody else, e.g. the pairing code. */
  stop(): void {
    this.active = false;
    this.face = '';
    clearTimeout(this.timer);
    this.voice.stop();
    this.parts.below.stop();
  }

  /** Takes the alert as it is now; resolves when the glass shows what it says. */
  async changed(): Promise<void> {
    if (!this.active) return;
    const { alerts, stage } = this.parts;
    const seq = alerts.current?.seq;
    await this.look();
    await stage.settled();
    if (seq !== undefined && seq === alerts.current?.seq) this.parts.shown(seq);
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.active) return;
    const now = this.parts.clock.now();
    const scene = alertAt(this.parts.alerts.current, now);
    try {
      await (scene ? this.put(scene, now) : this.giveBack());
    } catch {
      // What stands there stays, and the next look tries again.
      this.face = '';
    }
    const wait = Math.min(lookEveryMs, Math.max(20, (scene?.until ?? Infinity) - now));
    this.timer = setTimeout(() => void this.look(), wait);
  }

  private async put(scene: AlertScene, now: number): Promise<void> {
    const page = scene.show === 'warning' ? Math.floor(now / pageMs) : 0;
    const what = scene.show === 'warning' ? await this.cut(scene) : undefined;
    const face = what
      ? `${what.key} ${String(page % what.pages)} ${String(window.innerWidth)}x${String(window.innerHeight)}`
      : 'slate';
    if (face === this.face) return;
    const isFirst = this.face === '';
    this.face = face;
    if (isFirst) this.parts.below.stop();
    if (scene.show === 'warning') this.voice.say(scene.warning);
    else this.voice.stop();
    await this.parts.stage.show(what ? what.layer(page % what.pages) : this.slate(), true);
  }

  private async cut(scene: Extract<AlertScene, { show: 'warning' }>): Promise<CutWarning> {
    const key = `${scene.warning.id} ${String(scene.place)}/${String(scene.of)}`;
    const known = this.cuts.get(key);
    if (known) return known;
    const made = await cutWarning(scene, key, this.panel, this.parts.measure);
    this.cuts.set(key, made);
    return made;
  }

  private async giveBack(): Promise<void> {
    if (this.face === '') return;
    this.face = '';
    this.cuts.clear();
    this.voice.stop();
    this.parts.below.start();
    await this.parts.below.changed();
  }

  private get panel(): Panel {
    return this.parts.library.manifest?.panel ?? usualPanel;
  }

  private slate(): HTMLElement {
    const { width, height } = viewport();
    const layer = slateFace(this.parts.library.manifest?.office.name ?? '', this.panel);
    layer.dataset['alert'] = `slate ${String(width)}x${String(height)}`;
    return layer;
  }
}
