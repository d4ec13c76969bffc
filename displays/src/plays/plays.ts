import type { Scene } from '../../../src/contract/scene.js';
import { Spool } from '../cache/plays.js';
import { newId } from './new-id.js';
import { Recorder } from './recorder.js';
import { PlaySender, type SendPlays } from './sender.js';

const lookEveryMs = 60_000;

/** Proof of play: what the glass showed, from the cut to the hub's word that it has it. */
export class Plays {
  private readonly sender: PlaySender;
  private readonly recorder: Recorder;

  private constructor(
    private readonly spool: Spool,
    now: () => number,
    send: SendPlays,
  ) {
    this.sender = new PlaySender(spool, send);
    this.recorder = new Recorder(
      now,
      (play) => {
        // The spool holds what the disk does not take, and tries again with the next one.
        void spool.add(play).then(() => {
          this.sender.added();
        });
      },
      () => newId(now()),
    );
  }

  static async open(now: () => number, send: SendPlays): Promise<Plays> {
    const plays = new Plays(await Spool.open(), now, send);
    setInterval(() => {
      plays.recorder.look();
    }, lookEveryMs);
    window.addEventListener('pagehide', () => {
      plays.recorder.stop();
    });
    return plays;
  }

  get waiting(): number {
    return this.spool.waiting;
  }

  shows(scene: Scene, place?: string): void {
    this.recorder.shows(scene, place);
  }

  painted(key: string): void {
    this.recorder.painted(key);
  }

  welcome(): void {
    this.sender.welcome();
  }

  async clear(): Promise<void> {
    await this.spool.clear();
  }
}
