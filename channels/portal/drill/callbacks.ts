import { setTimeout as after } from 'node:timers/promises';
import { freshStamp, headerNames, signatureOf, statusText } from '../signature.js';
import type { Entry, PortalState } from './state.js';

/** Waits before a message that was not taken is sent again, in milliseconds. */
const RETRIES = [1_000, 5_000, 30_000];

/** Who sends: its key's id, its key and behaviour as they are now, and its clock. */
export interface Sender {
  keyId: string;
  state: Pick<PortalState, 'key' | 'behaviour'>;
  now: () => Date;
}

/** Sends status messages to the hub, signed; to the hub only. */
export class Callbacks {
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();

  /** `hubOrigin`: messages go nowhere else, whatever a submission names. */
  constructor(
    private readonly hubOrigin: string,
    private readonly failed: (words: string) => void,
  ) {}

  /** Sends the status as it is now; does not wait for it. */
  send(sender: Sender, { submission, status }: Entry): void {
    const { callbacks, callbackDelayMs } = sender.state.behaviour;
    const address = submission?.callback;
    if (address === undefined || callbacks === 'none' || new URL(address).origin !== this.hubOrigin) return;
    const body = JSON.stringify(status);
    const running = this.#deliver(sender, address, body, callbackDelayMs, callbacks === 'twice')
      .catch((error: unknown) => {
        if (!this.#abort.signal.aborted) this.failed(String(error));
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when every message was taken or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.settled();
  }

  async #deliver(
    sender: Sender,
    address: string,
    body: string,
    delay: number,
    twice: boolean,
  ): Promise<void> {
    const { signal } = this.#abort;
    if (delay > 0) await after(delay, undefined, { signal });
    for (const wait of [...RETRIES, undefined]) {
      const headers = signedHeaders(sender, body);
      if (await this.#post(address, headers, body)) {
        if (twice) await this.#post(address, headers, body);
        return;
      }
      if (wait !== undefined) await after(wait, undefined, { signal });
    }
    this.failed(`a status message to ${address} was not taken`);
  }

  /** Whether it was taken, now or before. */
  async #post(address: string, headers: Record<string, string>, body: string): Promise<boolean> {
    try {
      const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(5_000)]);
      const answer = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await answer.arrayBuffer();
      return answer.status === 200 || answer.status === 409;
    } catch (error) {
      if (this.#abort.signal.aborted) throw error;
      this.failed(`a status message to ${address}: ${String(error)}`);
      return false;
    }
  }
}

function signedHeaders(sender: Sender, body: string): Record<string, string> {
  const stamp = freshStamp(sender.now());
  return {
    'content-type': 'application/json',
    [headerNames.key]: sender.keyId,
    [headerNames.time]: stamp.time,
    [headerNames.nonce]: stamp.nonce,
    [headerNames.signature]: signatureOf(sender.state.key, statusText(stamp, body)),
  };
}
