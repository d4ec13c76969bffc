import { io, type Socket } from 'socket.io-client';
import { ManifestNews, type Signed } from '../../../src/contract/display.js';
import {
  AlertNewsV1,
  BEAT_MS,
  CardV1,
  DISPLAY_NAMESPACE,
  HelloAnswer,
  type Acknowledged,
  type AliveV1,
  type DisplayToHub,
  type HelloV1,
  type HubToDisplay,
  type ProgressV1,
} from '../../../src/contract/display-link.js';
import type { PlayV1 } from '../../../src/contract/display-plays.js';
import type { CommandDoneV1, CommandV1 } from '../../../src/contract/display-commands.js';
import { answerChallenge } from '../cache/device.js';
import type { Device } from '../cache/database.js';

type Link = Socket<HubToDisplay, DisplayToHub>;
export type Welcome = Extract<HelloAnswer, { state: 'welcome' }>;

export interface SessionEvents {
  welcome(welcome: Welcome): void;
  /** The hub knows no screen with this key. */
  unknown(): void;
  /** The screen's rights have ended: everything has to go. */
  revoked(screenId: string | undefined): void;
  /** The group's manifest has this epoch now. */
  epoch(epoch: number): void;
  /** What has changed in it, unasked. */
  news(news: ManifestNews): void;
  /** What is said of this screen has changed; its group's manifest has this epoch. */
  card(told: CardV1): void;
  /** What stands above the programme. */
  alert(alert: Signed): void;
  lost(): void;
  command(command: CommandV1): void;
  /** Two boxes have this screen's key: nothing new comes until a member has paired the right one anew. */
  copied(): void;
}

/** Where the hub's ticket is kept; see HelloAnswer. */
export interface TicketStore {
  read(): Promise<string | undefined>;
  keep(ticket: string): Promise<void>;
}

const answerWithinMs = 10_000;
/** Within these bounds: screens that change their picture together do not all speak at once. */
const beatSoonMs = [250, 1_250] as const;
const reopenAfterMs = 2_000;
/** A token lives ten minutes; a new one is asked for before. */
const tokenLifeMs = 8 * 60_000;

/** The socket to the hub: proves the device, says that the player is alive, and hears hints. Reconnects for ever. */
export class Session {
  private readonly socket: Link;
  private screenId: string | undefined;
  private token: { value: string; at: number } | undefined;
  private picture: Omit<AliveV1, 'screenId'> | undefined;
  private beating: ReturnType<typeof setTimeout> | undefined;
  private reopening: ReturnType<typeof setTimeout> | undefined;
  /** When this screen's turn to report comes, by `performance.now()`. */
  private turnAt = 0;

  constructor(
    private readonly device: Device,
    private readonly events: SessionEvents,
    /** The number of the alert that is held, and the version of the card. */
    private readonly held: () => Pick<HelloV1, 'alert' | 'card'> = () => ({}),
    origin = '',
    private readonly tickets?: TicketStore,
  ) {
    this.socket = io(origin + DISPLAY_NAMESPACE, {
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
    });
    this.socket.on('challengeV1', ({ nonce }) => {
      this.hello(nonce).catch(() => this.again());
    });
    this.socket.on('manifestChangedV1', ({ epoch }) => {
      events.epoch(epoch);
    });
    this.socket.on('newsV1', (message) => {
      const news = ManifestNews.safeParse(message);
      // What cannot be read is made up for at the next beat, whose answer names the newest epoch.
      if (news.success) events.news(news.data);
    });
    this.socket.on('cardV1', (message) => {
      const told = CardV1.safeParse(message);
      if (told.success) events.card(told.data);
    });
    this.socket.on('alertV1', (message) => {
      const told = AlertNewsV1.safeParse(message);
      if (told.success) events.alert(told.data.alert);
    });
    this.socket.on('revokedV1', () => {
      events.revoked(this.screenId);
    });
    this.socket.on('presentV1', (answer) => {
      answer(true);
    });
    this.socket.on('commandV1', (command) => {
      events.command(command);
    });
    this.socket.on('disconnect', (reason) => {
      this.screenId = undefined;
      events.lost();
      // A connection that the hub ended is not opened again by itself.
      if (reason === 'io server disconnect')
        this.reopening = setTimeout(() => this.socket.connect(), reopenAfterMs);
    });
    setInterval(() => {
      this.beat();
    }, BEAT_MS);
  }

  get isOpen(): boolean {
    return this.screenId !== undefined;
  }

  /** A fresh token for HTTP. Rejects without a connection. */
  readonly freshToken = async (): Promise<string> => {
    if (this.token && performance.now() - this.token.at < tokenLifeMs) return this.token.value;
    const { token } = await this.ask<{ token?: string }>('tokenV1');
    if (token === undefined) throw new Error('the hub gave no token');
    this.token = { value: token, at: performance.now() };
    return token;
  };

  /** Remembers what is shown, and says it soon and with every beat: several changes at once are one. */
  alive(picture: Omit<AliveV1, 'screenId'>): void {
    this.picture = picture;
    const [from, to] = beatSoonMs;
    this.beating ??= setTimeout(
      () => {
        this.beating = undefined;
        this.beat();
      },
      Math.max(from + Math.random() * (to - from), this.turnAt - performance.now()),
    );
  }

  /** Many screens have heard the same: each reports at a moment of its own within so many milliseconds. */
  spread(ms: number): void {
    this.turnAt = performance.now() + Math.random() * ms;
  }

  /** Resolves when this screen's turn to report has come. */
  async turn(): Promise<void> {
    const wait = this.turnAt - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /** Whether the hub took it. */
  async progress(items: ProgressV1['items']): Promise<boolean> {
    return this.report('progressV1', { items });
  }

  async holds(epoch: number, keys: string[]): Promise<boolean> {
    return this.report('holdsV1', { epoch, keys });
  }

  async alertShown(seq: number): Promise<boolean> {
    return this.report('alertShownV1', { seq });
  }

  /** Undefined without a connection. */
  readonly plays = async (plays: PlayV1[]): Promise<Acknowledged | undefined> => {
    const { screenId } = this;
    return screenId === undefined ? undefined : this.ask('playsV1', { screenId, plays });
  };
  /** What came of a command. */
  async done(message: Omit<CommandDoneV1, 'screenId'>): Promise<void> {
    const { screenId } = this;
    if (screenId === undefined) throw new Error('there is no connection');
    await this.ask('commandDoneV1', { ...message, screenId });
  }

  async wiped(screenId: string): Promise<void> {
    await this.ask('wipedV1', { screenId });
  }

  /** Begins anew, e.g. when the device has been claimed. */
  again(): void {
    this.socket.disconnect();
    this.socket.connect();
  }

  close(): void {
    clearTimeout(this.reopening);
    this.socket.disconnect();
  }

  private async hello(nonce: string): Promise<void> {
    const { keyId } = this.device;
    const signature = await answerChallenge(this.device, nonce);
    const ticket = await this.tickets?.read();
    const hello = { keyId, signature, ...this.held(), ...(ticket === undefined ? {} : { ticket }) };
    const answer = HelloAnswer.parse(await this.ask('helloV1', hello));
    if (answer.state === 'unknown') this.events.unknown();
    else if (answer.state === 'copied') this.events.copied();
    else if (answer.state === 'revoked') this.events.revoked(answer.screenId);
    else {
      await this.keepTicket(answer);
      this.screenId = answer.screenId;
      this.token = { value: answer.token, at: performance.now() };
      this.events.welcome(answer);
      if (this.picture) this.alive(this.picture);
    }
  }

  /** Stored before the connection is used, so that no crash loses it unnoticed. */
  private async keepTicket({ screenId, ticket }: Welcome): Promise<void> {
    if (!this.tickets || ticket === undefined) return;
    await this.tickets.keep(ticket);
    await this.ask('ticketKeptV1', { screenId, ticket });
  }

  private beat(): void {
    const { screenId, picture } = this;
    if (screenId === undefined || !picture) return;
    this.ask<{ epoch?: number }>('aliveV1', { ...picture, screenId }).then(
      ({ epoch }) => {
        if (epoch !== undefined) this.events.epoch(epoch);
      },
      () => undefined,
    );
  }

  private async report(event: 'progressV1' | 'holdsV1' | 'alertShownV1', message: object): Promise<boolean> {
    const { screenId } = this;
    if (screenId === undefined) return false;
    const asked = this.ask<{ ok?: boolean; error?: { code: string } }>(event, { ...message, screenId });
    // A connection that ended before the answer: everything is said again on the next one.
    const answer = await asked.catch(() => undefined);
    // What the hub knows nothing of will not become true by saying it again.
    return answer?.ok === true || answer?.error?.code === 'not_found';
  }

  private async ask<T>(event: keyof DisplayToHub, ...message: object[]): Promise<T> {
    const socket = this.socket as unknown as Socket;
    return (await socket.timeout(answerWithinMs).emitWithAck(event, ...message)) as T;
  }
}
