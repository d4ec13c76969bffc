import {
  DISPLAY_API,
  PairingAnswer,
  PairingState,
  type DeviceKey,
} from '../../../src/contract/display-link.js';
import { ManifestNews } from '../../../src/contract/display.js';

/** The hub refused, or could not be reached (status 0). */
export class HubFailure extends Error {
  override readonly name = 'HubFailure';
  constructor(
    readonly status: number,
    what: string,
  ) {
    super(`${what}: ${String(status)}`);
  }
}

const timeoutMs = 30_000;

/** The hub's HTTP side. Tokens come from the socket. `origin` is the page's own unless something else is said. */
export class Hub {
  constructor(
    private readonly token: () => Promise<string>,
    private readonly origin = '',
  ) {}

  async askPairing(publicKey: DeviceKey): Promise<PairingAnswer> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.call('/pairings', {
      method: 'POST',
      headers,
      body: JSON.stringify({ publicKey }),
    });
    return PairingAnswer.parse(await answer.json());
  }

  async pairing(id: string): Promise<PairingState['state']> {
    return PairingState.parse(await (await this.call(`/pairings/${id}`)).json()).state;
  }

  /** What is new since `have`; undefined when that is the newest. */
  async manifest(
    have: { group: string; epoch: number; frame: string } | undefined,
  ): Promise<ManifestNews | undefined> {
    const { group = '', epoch = 0, frame = '' } = have ?? {};
    const query = have ? `?have=${String(epoch)}&group=${group}&frame=${frame}` : '';
    const answer = await this.authorised(`/manifest${query}`);
    return answer.status === 204 ? undefined : ManifestNews.parse(await answer.json());
  }

  /** Undefined when the hub no longer gives it to this screen. */
  async blob(hash: string): Promise<ArrayBuffer | undefined> {
    return this.orGone(this.authorised(`/blobs/${hash}`));
  }

  /** The picture that a command asked for. */
  async screenshot(commandId: string, picture: Blob): Promise<void> {
    const headers = { authorization: `Bearer ${await this.token()}`, 'content-type': picture.type };
    await this.call(`/screenshots/${commandId}`, { method: 'POST', headers, body: picture });
  }

  /** A part of it, at most so many bytes. */
  async piece(hash: string, from: number, length: number): Promise<ArrayBuffer | undefined> {
    const range = `bytes=${String(from)}-${String(from + length - 1)}`;
    return this.orGone(this.authorised(`/blobs/${hash}`, { range }));
  }

  private async orGone(asked: Promise<Response>): Promise<ArrayBuffer | undefined> {
    try {
      return await (await asked).arrayBuffer();
    } catch (error) {
      if (error instanceof HubFailure && error.status === 404) return undefined;
      throw error;
    }
  }

  private async authorised(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.call(path, { headers: { ...headers, authorization: `Bearer ${await this.token()}` } });
  }

  private call(path: string, init?: RequestInit): Promise<Response> {
    return call(this.origin + DISPLAY_API + path, init);
  }
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort();
  }, timeoutMs);
  try {
    const answer = await fetch(path, {
      ...init,
      signal: stop.signal,
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!answer.ok) throw new HubFailure(answer.status, path);
    return answer;
  } catch (error) {
    if (error instanceof HubFailure) throw error;
    throw new HubFailure(0, path);
  } finally {
    clearTimeout(timer);
  }
}
