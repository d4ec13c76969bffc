import { setTimeout as after } from 'node:timers/promises';
import { freshStamp, headerNames, signatureOf, statusText } from '../signature.js';
import type { Portal } from './portal.js';
import type { Entry } from './state.js';

/** Waits before a message that was not taken is sent again, in milliseconds. */
const RETRIES = [1_000, 5_000, 30_000];

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
  send(portal: Portal, { submission, status }: Entry): void {
    const { callbacks, callbackDelayMs } = portal.state.behaviour;
    const address = submission?.callback;
    if (address === undefined || callbacks === 'none' || new URL(address).origin !== this.hubOrigin) return;
    const body = JSON.stringify(status);
    const running = this.#deliver(portal, address, body, callbackDelayMs, callbacks === 'twice')
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
    portal: Portal,
    address: string,
    body: string,
    delay: number,
    twice: boolean,
  ): Promise<void> {
    const { signal } = this.#abort;
    if (delay > 0) await after(delay, undefined, { signal });
    for (const wait of [...RETRIES, undefined]) {
      const headers = signedHeaders(portal, body);
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

function signedHeaders(portal: Portal, body: string): Record<string, string> {
  const stamp = freshStamp(portal.now());
  return {
    'content-type': 'application/json',
    [headerNames.key]: portal.identity.slug,
    [headerNames.time]: stamp.time,
    [headerNames.nonce]: stamp.nonce,
    [headerNames.signature]: signatureOf(portal.state.key, statusText(stamp, body)),
  };
}
