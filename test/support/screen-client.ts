import { createHash, webcrypto } from 'node:crypto';
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
  type HubKey,
  type HubToDisplay,
  type LinkError,
} from '../../src/contract/display-link.js';
import {
  ManifestHead,
  ManifestNews,
  ScreenCard,
  type Manifest,
  type Signed,
} from '../../src/contract/display.js';
import { ALERT_MAX_BYTES, AlertV1 } from '../../src/contract/warning.js';
import type { CommandV1 } from '../../src/contract/display-commands.js';
import { isSignedBy } from '../../displays/src/cache/bytes.js';
import { ManifestReader } from '../../displays/src/cache/manifest.js';

type Link = Socket<HubToDisplay, DisplayToHub>;
type Welcome = Extract<HelloAnswer, { state: 'welcome' }>;

/** A screen without glass: the protocol as the player speaks it, with a WebCrypto key of its own. */
export class ScreenClient {
  readonly errors: LinkError[] = [];
  /** Epochs that the hub told of unasked, by a hint or with the news itself. */
  readonly hints: number[] = [];
  readonly news: ManifestNews[] = [];
  card: ScreenCard | undefined;
  /** What stood above its programme, as it was told. */
  readonly alerts: AlertV1[] = [];
  readonly commands: CommandV1[] = [];
  /** Stored as a player does; a copy of the profile has it too. */
  ticket: string | undefined;
  /** Whether it answers a newer connection's question, as a player that runs does. */
  answers = true;
  revoked = false;
  socket: Link | undefined;
  welcome: Welcome | undefined;
  hubKey: HubKey = { id: '', publicKey: '' };

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
    this.hubKey = parsed.hubKey;
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
    socket.on('newsV1', (news) => {
      this.news.push(news);
      this.hints.push(ManifestHead.parse(JSON.parse(news.head.payload)).epoch);
    });
    socket.on('cardV1', ({ card }) => {
      this.card = this.readCard(card);
    });
    socket.on('alertV1', ({ alert }) => this.alerts.push(this.readAlert(alert)));
    socket.on('commandV1', (command) => this.commands.push(command));
    socket.on('presentV1', (answer) => {
      if (this.answers && this.socket === socket) answer(true);
    });
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

  /** Connects, proves the key, and stores the ticket that it is given. */
  async connect(): Promise<HelloAnswer> {
    const answer = await this.hello();
    if (answer.state === 'welcome') await this.keep(answer.ticket);
    return answer;
  }

  /** Connects and proves the key; what it is given is not stored, as in a crash. */
  async hello(): Promise<HelloAnswer> {
    const nonce = await this.open();
    const answer = HelloAnswer.parse(
      await this.emit('helloV1', {
        keyId: this.keyId,
        signature: await this.signature(nonce),
        ...(this.ticket === undefined ? {} : { ticket: this.ticket }),
      }),
    );
    if (answer.state === 'welcome') {
      this.welcome = answer;
      if (answer.card) this.card = this.readCard(answer.card);
      if (answer.alert) this.alerts.push(this.readAlert(answer.alert));
    }
    return answer;
  }

  private async keep(ticket: string | undefined): Promise<void> {
    this.ticket = ticket;
    await this.emit('ticketKeptV1', { screenId: this.id, ticket });
  }

  /** Another box with a copy of this one's browser profile: the same key, and the ticket as it is now. */
  copy(): ScreenClient {
    const other = new ScreenClient(this.url, this.key, this.publicKey);
    other.hubKey = this.hubKey;
    other.ticket = this.ticket;
    return other;
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

  /** The whole manifest, with its signature and everything that it signs for checked. */
  async manifest(): Promise<Manifest> {
    const answer = await this.get('/manifest');
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const news = ManifestNews.parse(await answer.json());
    const read = await new ManifestReader().read(news, undefined, (signed) =>
      isSignedBy(this.hubKey, signed),
    );
    if (typeof read === 'string') throw new Error(`the manifest is not to be believed: ${read}`);
    const { group: name, ...frame } = read.frame;
    const { epoch, issuedAt, group } = read.head;
    const { card } = this;
    if (!card || card.group !== group) throw new Error('the manifest is for another group');
    const { screenId } = card;
    const screen = { id: screenId, name: card.name, group: name, tags: card.tags };
    return { screenId, epoch, issuedAt, screen, ...frame, items: read.items };
  }

  private readAlert(signed: Signed): AlertV1 {
    if (!isSignedBy(this.hubKey, signed))
      throw new Error('the alert is not signed by the hub that paired this screen');
    if (Buffer.byteLength(JSON.stringify(signed)) > ALERT_MAX_BYTES)
      throw new Error('the alert is too large');
    return AlertV1.parse(JSON.parse(signed.payload));
  }

  private readCard(signed: Signed): ScreenCard {
    if (!isSignedBy(this.hubKey, signed))
      throw new Error('the card is not signed by the hub that paired this screen');
    return ScreenCard.parse(JSON.parse(signed.payload));
  }

  progress(key: string, state: string, screenId = this.id): Promise<Acknowledged> {
    return this.emit('progressV1', { screenId, items: [{ key, state }] }) as Promise<Acknowledged>;
  }

  holds(epoch: number, keys: string[], screenId = this.id): Promise<Acknowledged> {
    return this.emit('holdsV1', { screenId, epoch, keys }) as Promise<Acknowledged>;
  }

  alertShown(seq = this.alerts.at(-1)?.seq ?? 0): Promise<Acknowledged> {
    return this.emit('alertShownV1', { screenId: this.id, seq }) as Promise<Acknowledged>;
  }

  alive(more: object = {}): Promise<Acknowledged> {
    const message = { screenId: this.id, viewport: { width: 1920, height: 1080 }, ...more };
    return this.emit('aliveV1', message) as Promise<Acknowledged>;
  }

  close(): void {
    this.socket?.disconnect();
  }
}
