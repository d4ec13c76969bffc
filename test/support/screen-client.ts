import { createHash, webcrypto } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { io, type Socket } from 'socket.io-client';
import {
  challengeText,
  DISPLAY_API,
  DISPLAY_NAMESPACE,
  HelloAnswer,
  PairingAnswer,
  thumbprintText,
  type Acknowledged,
  type DeviceKey,
  type DisplayToHub,
  type HubToDisplay,
  type LinkError,
} from '../../src/contract/display-link.js';
import { ManifestV1, Signed } from '../../src/contract/display.js';

type Link = Socket<HubToDisplay, DisplayToHub>;
type Welcome = Extract<HelloAnswer, { state: 'welcome' }>;

/** A screen without glass: the protocol as the player speaks it, with a WebCrypto key of its own. */
export class ScreenClient {
  readonly errors: LinkError[] = [];
  readonly hints: number[] = [];
  revoked = false;
  socket: Link | undefined;
  welcome: Welcome | undefined;
  hubKey = '';

  private constructor(
    readonly url: string,
    private readonly key: webcrypto.CryptoKey,
    readonly publicKey: DeviceKey,
  ) {}

  static async make(url: string): Promise<ScreenClient> {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
    return new ScreenClient(url, pair.privateKey, { kty, crv, x, y } as DeviceKey);
  }

  get keyId(): string {
    return `sha256:${createHash('sha256').update(thumbprintText(this.publicKey)).digest('hex')}`;
  }

  get id(): string {
    return this.welcome?.screenId ?? '';
  }

  /** Asks for a pairing code. */
  async ask(): Promise<PairingAnswer> {
    const answer = await fetch(`${this.url}${DISPLAY_API}/pairings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ publicKey: this.publicKey }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const parsed = PairingAnswer.parse(await answer.json());
    this.hubKey = parsed.hubKey.publicKey;
    return parsed;
  }

  /** Opens the socket and waits for the challenge. */
  async open(): Promise<string> {
    const socket: Link = io(`${this.url}${DISPLAY_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    this.socket = socket;
    socket.on('errorV1', (error) => this.errors.push(error));
    socket.on('manifestChangedV1', ({ epoch }) => this.hints.push(epoch));
    socket.on('revokedV1', () => {
      this.revoked = true;
    });
    return new Promise((resolve, reject) => {
      socket.on('connect_error', reject);
      socket.on('challengeV1', ({ nonce }) => {
        resolve(nonce);
      });
    });
  }

  async signature(nonce: string, keyId = this.keyId): Promise<string> {
    const text = Buffer.from(challengeText(nonce, keyId));
    const signed = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.key, text);
    return Buffer.from(signed).toString('base64url');
  }

  /** Connects and proves the key. */
  async connect(): Promise<HelloAnswer> {
    const nonce = await this.open();
    const answer = HelloAnswer.parse(
      await this.emit('helloV1', { keyId: this.keyId, signature: await this.signature(nonce) }),
    );
    if (answer.state === 'welcome') this.welcome = answer;
    return answer;
  }

  /** Sends anything at all and waits for the answer. */
  async emit(event: string, ...message: unknown[]): Promise<unknown> {
    const socket = this.socket as unknown as Socket;
    return socket.timeout(20_000).emitWithAck(event, ...message);
  }

  /** Sends anything at all without asking for an answer. */
  send(event: string, ...message: unknown[]): void {
    (this.socket as unknown as Socket).emit(event, ...message);
  }

  async get(path: string, token = this.welcome?.token ?? ''): Promise<Response> {
    return fetch(`${this.url}${DISPLAY_API}${path}`, { headers: { authorization: `Bearer ${token}` } });
  }

  /** The manifest, with its signature checked. */
  async manifest(): Promise<ManifestV1> {
    const answer = await this.get('/manifest');
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const signed = Signed.parse(await answer.json());
    const bytes = (text: string) => new Uint8Array(Buffer.from(text.slice('ed25519:'.length), 'base64url'));
    const isRight = ed25519.verify(
      bytes(signed.signature),
      new TextEncoder().encode(signed.payload),
      bytes(this.hubKey),
    );
    if (!isRight) throw new Error('the manifest is not signed by the hub that paired this screen');
    return ManifestV1.parse(JSON.parse(signed.payload));
  }

  progress(key: string, state: string, screenId = this.id): Promise<Acknowledged> {
    return this.emit('progressV1', { screenId, items: [{ key, state }] }) as Promise<Acknowledged>;
  }

  holds(epoch: number, keys: string[], screenId = this.id): Promise<Acknowledged> {
    return this.emit('holdsV1', { screenId, epoch, keys }) as Promise<Acknowledged>;
  }

  alive(more: object = {}): Promise<Acknowledged> {
    const message = { screenId: this.id, viewport: { width: 1920, height: 1080 }, ...more };
    return this.emit('aliveV1', message) as Promise<Acknowledged>;
  }

  close(): void {
    this.socket?.disconnect();
  }
}
