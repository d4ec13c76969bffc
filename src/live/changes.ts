import type { ChangedV1 } from '../contract/api.js';

type Topic = ChangedV1['topic'];

/** Clocks of web nodes differ a little, the time of an answer is told in whole seconds, and a change was committed before it is heard. */
const MARGIN_MS = 5_000;

/** When which room was last told about which topic, by this process's clock; as far back as this process has listened. */
export class Changes {
  private readonly rooms = new Map<string, Map<Topic, number>>();
  private listeningSince = Number.POSITIVE_INFINITY;

  constructor(
    private readonly all: readonly Topic[],
    private readonly now: () => number = Date.now,
  ) {}

  /** The line to the database is new: what happened before, nobody here knows. */
  startListening(): void {
    this.listeningSince = this.now();
  }

  note(room: string, topic: Topic): void {
    const topics = this.rooms.get(room) ?? new Map<Topic, number>();
    topics.set(topic, this.now());
    this.rooms.set(room, topics);
  }

  /** What may have changed for these rooms since a moment: too much rather than too little. */
  since(rooms: readonly string[], moment: Date): Topic[] {
    const from = moment.getTime() - MARGIN_MS;
    if (from < this.listeningSince) return [...this.all];
    return this.all.filter((topic) => rooms.some((room) => (this.rooms.get(room)?.get(topic) ?? 0) >= from));
  }
}
