import type { DraftFields } from '../../../src/contract/api/intake.js';
import {
  mergeDraft,
  sameFields,
  settle,
  type Base,
  type Choice,
  type Conflict,
  type Field,
} from './merge.js';

/** A draft as the hub has it. */
export interface Stored {
  fields: DraftFields;
  revision: number;
}

export interface SaverPorts {
  save(fields: DraftFields, revision: number): Promise<Stored>;
  load(): Promise<Stored>;
  isStale(error: unknown): boolean;
  /** Somebody else writes it now: what is unsaved waits here. */
  isHeld(error: unknown): boolean;
  /** Whether the hub would take these fields at all; what it would not is kept here until it is mended. */
  fits(fields: DraftFields): boolean;
  /** Whether to try again by itself, e.g. without network. */
  passes(error: unknown): boolean;
  now(): Date;
  delayMs: number;
  retryMs: number;
}

export type SaveStatus = 'saved' | 'dirty' | 'saving' | 'retrying' | 'failed' | 'unfit' | 'conflict' | 'held';

/** What the editor shows. A new object at each change. */
export interface SaverState {
  fields: DraftFields;
  revision: number;
  status: SaveStatus;
  savedAt?: Date | undefined;
  error?: unknown;
  conflicts: Conflict[];
  /** What a merge took over from somebody else; for a note to the writer. */
  taken: Field[];
  /** Grows when fields were replaced from outside, so that the text editor loads them again. */
  replaced: number;
  /** Whether the newest replacement was the writer's own act, which the text editor can undo; somebody else's text it must not. */
  undoable: boolean;
}

/** Keeps a draft saved while somebody writes: one request at a time, nothing lost when two people write. */
export class DraftSaver {
  #state: SaverState;
  #base: Base;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #ports: SaverPorts;

  constructor(stored: Stored, savedAt: Date, ports: SaverPorts) {
    this.#ports = ports;
    this.#base = { sent: stored.fields, answered: stored.fields };
    this.#state = {
      ...stored,
      status: 'saved',
      savedAt,
      conflicts: [],
      taken: [],
      replaced: 0,
      undoable: true,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SaverState => this.#state;

  /** Takes what was written; it is saved a moment later. */
  change(patch: Partial<DraftFields>): void {
    const fields = { ...this.#state.fields, ...patch };
    if (sameFields(fields, this.#state.fields)) return;
    this.#set({ fields, ...(this.#waits() ? {} : { status: 'dirty' as const }) });
    this.#schedule(this.#ports.delayMs);
  }

  /** Saves what is not saved yet, now. Resolves to whether everything is with the hub. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#running !== undefined) await this.#running;
    if (this.#needsSaving()) {
      this.#running = this.#save().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
      if (this.#state.status === 'dirty') return this.flush();
    }
    return this.#state.status === 'saved';
  }

  /** Takes what was changed beside the fields, which load it again. */
  replace(patch: Partial<DraftFields>): void {
    this.#set({ replaced: this.#state.replaced + 1, undoable: true });
    this.change(patch);
  }

  /** Takes the draft as the hub has it, in the place of what is here. */
  adopt({ fields, revision }: Stored, savedAt: Date, undoable = false): void {
    this.stop();
    this.#base = { sent: fields, answered: fields };
    const replaced = this.#state.replaced + 1;
    this.#set({ fields, revision, savedAt, replaced, undoable, status: 'saved', conflicts: [], taken: [] });
  }

  /** Takes over what somebody else has saved, unless there is something of one's own to be saved. */
  async catchUp(): Promise<void> {
    if (this.#state.status !== 'saved') return;
    let stored: Stored;
    try {
      stored = await this.#ports.load();
    } catch {
      // What is here is whole; it is asked for again at the next beat, and a save finds out by itself.
      return;
    }
    const { status, revision } = this.state();
    if (status === 'saved' && stored.revision > revision) this.adopt(stored, this.#ports.now());
  }

  /** Who was kept from saving may save again: what waited is put together with what others have saved. */
  async resume(): Promise<boolean> {
    if (this.#state.status === 'held') this.#set({ status: 'dirty' });
    return this.flush();
  }

  /** A person's choices for the conflicts; the result is saved at once. */
  settle(choices: Partial<Record<Field, Choice>>): Promise<boolean> {
    const fields = settle(this.#state.fields, this.#state.conflicts, choices);
    const replaced = this.#state.replaced + 1;
    this.#set({ fields, conflicts: [], status: 'dirty', replaced, undoable: false });
    return this.flush();
  }

  /** Stops the timer; what is unsaved has to be flushed before. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #needsSaving(): boolean {
    return !this.#waits() && !sameFields(this.#state.fields, this.#base.sent);
  }

  /** For a person's choice, or for the pen. */
  #waits(): boolean {
    return this.#state.status === 'conflict' || this.#state.status === 'held';
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delayMs);
  }

  async #save(): Promise<void> {
    const sent = this.#state.fields;
    if (!this.#ports.fits(sent)) {
      this.#set({ status: 'unfit' });
      return;
    }
    this.#set({ status: 'saving', error: undefined });
    try {
      const stored = await this.#ports.save(sent, this.#state.revision);
      this.#base = { sent, answered: stored.fields };
      const status = sameFields(this.#state.fields, sent) ? 'saved' : 'dirty';
      this.#set({ revision: stored.revision, status, savedAt: this.#ports.now() });
    } catch (error) {
      if (this.#ports.isStale(error)) await this.#merge();
      else if (this.#ports.isHeld(error)) this.#set({ status: 'held' });
      else this.#failed(error);
    }
  }

  async #merge(): Promise<void> {
    let stored: Stored;
    try {
      stored = await this.#ports.load();
    } catch (error) {
      this.#failed(error);
      return;
    }
    const merged = mergeDraft(this.#base, this.#state.fields, stored.fields);
    this.#base = { sent: stored.fields, answered: stored.fields };
    this.#set({
      fields: merged.fields,
      revision: stored.revision,
      conflicts: merged.conflicts,
      taken: merged.taken,
      status: merged.conflicts.length > 0 ? 'conflict' : 'dirty',
      replaced: this.#state.replaced + (merged.taken.length > 0 ? 1 : 0),
      undoable: false,
    });
  }

  #failed(error: unknown): void {
    const passing = this.#ports.passes(error);
    this.#set({ status: passing ? 'retrying' : 'failed', error });
    if (passing) this.#schedule(this.#ports.retryMs);
  }

  #set(patch: Partial<SaverState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}
