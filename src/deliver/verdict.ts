import type { PersonTask, Receipt } from '../contract/channel.js';
import type { DeliveryState, Json, LocalizedText } from '../contract/values.js';

/** The next state of a delivery, before it is written. Either `again` or `dueInMs` says when to look. */
export interface Verdict {
  state: DeliveryState;
  said: string;
  looks: number;
  again?: Date | undefined;
  dueInMs?: number | undefined;
  receipt?: Receipt | undefined;
  url?: string | undefined;
  error?: string | undefined;
  /** The same for people: what happened and what to do. */
  words?: LocalizedText | undefined;
  /** A wait that the other side named does not count as a try. */
  keepsTry?: boolean | undefined;
  evidence?: Json | undefined;
  task?: PersonTask | undefined;
  voidSteps?: boolean | undefined;
  /** Nothing more goes to this target until a person has seen to it. */
  pauseTarget?: boolean | undefined;
  /** Whether the call got to the other side; undefined: it says nothing about that. */
  reached?: boolean | undefined;
}

/** What the rules need to know of the channel and the clock. */
export interface Facts {
  channel: { settleMs: number };
  now(): Date;
}
