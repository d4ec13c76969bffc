import type { Item, PersonTask, Rendition, TargetCtx } from '../../../src/contract/channel.js';
import type { Json, Operation } from '../../../src/contract/values.js';

/** What the harness hands to a channel's `openOutside`. */
export interface OutsidePorts {
  /** Where the channel's own `serve` answers, for callbacks. Missing for channels without a mount. */
  baseUrl?: string | undefined;
  /** An empty folder that is removed at the end. */
  folder: string;
  /** The harness's clock. */
  now(): Date;
  /** Reports something on an item, as the channel's callbacks or a person's answer do. */
  wake: TargetCtx<Json>['wake'];
}

/** What the harness waits for when it asks the other side to go on. */
export interface Asked {
  op: Operation;
  item: Item;
  rendition: Rendition<Json>;
  /** A person has to act; answer with `wake(item.key, { id, message: { person: { task: person.kind, answers } } })`. */
  person?: PersonTask | undefined;
}

/** The other side of a channel under test. */
export interface Outside {
  /** Laid over `fixtures/settings.json`, e.g. `{ "origin": "http://127.0.0.1:4321" }`. */
  settings?: Json | undefined;
  /** Origins on loopback that the channel may call. */
  origins?: string[] | undefined;
  /**
   * What the public or the other side's editors can see now, as JSON. Equal states give equal JSON: leave out
   * random ids and counters of reads.
   */
  snapshot(): Promise<Json>;
  /** Finishes what is pending: publishes the submitted job, lets the editor approve, sends the callback. */
  complete(asked: Asked): Promise<void>;
  /** Members for the context in the place of the harness's own. */
  context?: Partial<TargetCtx<Json>> | undefined;
  close(): Promise<void>;
}

export type OpenOutside = (ports: OutsidePorts) => Promise<Outside>;

/** The other side of a channel that needs none: everything it does goes through the harness's own ports. */
export const noOutside: OpenOutside = () =>
  Promise.resolve({
    snapshot: () => Promise.resolve(null),
    complete: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
