import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { HttpFailure, type HttpAnswer } from '../../contract/channel.js';

/** One request and its answer, with the knowledge whether the request may have left this machine. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<HttpAnswer>;
  #resolve!: (answer: HttpAnswer) => void;
  #reject!: (error: HttpFailure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Uint8Array[] = [];
  #size = 0;
  #over = false;

  constructor(private readonly maxBytes: number) {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Gives up. What was not sent by now never will be. */
  cancel(message: string, cause?: unknown): void {
    this.#fail(message, cause);
    this.#controller?.abort(new Error(message));
  }

  /** The connection stands; the request is written next. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over) controller.abort(new Error('cancelled before it was sent'));
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx answers come before the real one.
    this.#status = status;
    this.#headers = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#size > this.maxBytes) this.cancel(`the answer is longer than ${this.maxBytes} bytes`);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#over = true;
    const body = new Uint8Array(Buffer.concat(this.#chunks));
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      body,
      text: () => new TextDecoder().decode(body),
    });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(error.message === '' ? error.name : error.message, error);
  }

  #fail(message: string, cause: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#chunks = [];
    this.#reject(new HttpFailure(this.#controller !== undefined, message, { cause }));
  }
}
