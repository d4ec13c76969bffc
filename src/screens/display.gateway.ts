import { randomUUID } from 'node:crypto';
import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { WebSocketGateway, WebSocketServer, type OnGatewayConnection } from '@nestjs/websockets';
import { z } from 'zod';
import {
  AlertShownV1,
  AliveV1,
  DISPLAY_NAMESPACE,
  HelloV1,
  HoldsV1,
  ProgressV1,
  SILENT_MS,
  WipedV1,
  type HelloAnswer,
} from '../contract/display-link.js';
import { PlaysV1 } from '../contract/display-plays.js';
import { HubError } from '../contract/errors.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { toHubError } from '../platform/web/index.js';
import { SUBSCRIBE, type Subscribe, type Subscription } from '../store/notify.js';
import { audienceOf, type Audience } from './audience.js';
import { Commands } from './commands/commands.js';
import { Cards } from './cards.js';
import { DeviceAuth, newNonce } from './device-auth.js';
import { Gatherer } from './gatherer.js';
import { GroupNews } from './group-news.js';
import { Hint } from './hints.js';
import {
  connectedOf,
  endSoon,
  endUnlessHello,
  fromAnybody,
  fromDevice,
  fromStandingDevice,
  listenTo,
  type LinkNamespace,
  type LinkSocket,
  type Messages,
} from './messages.js';
import { Plays } from './plays/plays.js';
import { Presence } from './presence.js';
import { Reports } from './reports.js';
import * as fleet from './fleet-link.js';
import { Standings, type Standing } from './standings.js';
import { Tickets } from './tickets.js';
import { Tokens } from './tokens.js';
import { Alerts } from './warnings/alerts.js';

const flushEveryMs = 1_000;
const sweepEveryMs = 5_000;

/** The screens' sockets: who they are, what they report, and hints that something has changed. */
@WebSocketGateway({ namespace: DISPLAY_NAMESPACE })
export class DisplayGateway
  implements OnGatewayConnection<LinkSocket>, OnApplicationBootstrap, BeforeApplicationShutdown
{
  @WebSocketServer()
  private readonly namespace: LinkNamespace | undefined;
  private subscription: Subscription | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  /** After an outage all screens have their first beat at once. */
  private readonly offers = new Gatherer<string, true>(50, async (screens) => {
    await fleet.offerCommands(this.namespace, this.commands, screens);
    return screens.map(() => true);
  });

  constructor(
    private readonly auth: DeviceAuth,
    private readonly presence: Presence,
    private readonly reports: Reports,
    private readonly plays: Plays,
    private readonly standings: Standings,
    private readonly tokens: Tokens,
    private readonly news: GroupNews,
    private readonly alerts: Alerts,
    private readonly cards: Cards,
    private readonly tickets: Tickets,
    private readonly commands: Commands,
    @Inject(SUBSCRIBE) private readonly subscribe: Subscribe,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.namespace) return;
    this.subscription = this.subscribe(['hub_screens'], (_, payload) => {
      if (payload !== '') this.hear(payload);
      else {
        this.background(this.sweep());
        this.offer(this.sockets().flatMap(({ data }) => data.device?.screenId ?? []));
      }
    });
    this.timers.push(
      setInterval(() => this.background(this.presence.flush()), flushEveryMs),
      setInterval(() => this.background(this.sweep()), sweepEveryMs),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.subscription?.close();
    await Promise.allSettled(this.sockets().map((socket) => this.leave(socket)));
  }

  handleConnection(socket: LinkSocket): void {
    socket.data = { nonce: newNonce(), session: randomUUID(), heardAt: performance.now() };
    listenTo(socket, this.messages, (thrown) => this.toError(thrown));
    socket.on('disconnect', () => {
      this.background(this.leave(socket));
    });
    endUnlessHello(socket);
    socket.emit('challengeV1', { nonce: socket.data.nonce });
  }

  /** All that a screen may say, and who may say it. */
  readonly messages: Messages = {
    helloV1: fromAnybody(HelloV1, (socket, hello) => this.hello(socket, hello)),
    tokenV1: fromStandingDevice(z.undefined(), async (_, __, { screenId }) => ({
      token: this.tokens.issue(screenId),
    })),
    progressV1: fromStandingDevice(ProgressV1, async (_, { screenId, items }) => {
      await this.reports.advanced(screenId, items);
      return { ok: true };
    }),
    holdsV1: fromStandingDevice(HoldsV1, async (_, holds) => {
      await this.reports.holds(holds);
      return { ok: true };
    }),
    aliveV1: fromStandingDevice(AliveV1, async (socket, { epoch, viewport, showing, health }, device) => {
      socket.data.heardAt = performance.now();
      if (fleet.isFirstBeat(socket)) this.offer([device.screenId]);
      this.presence.beat(connectedOf(socket, device), { epoch, viewport, showing, health });
      return { ok: true, epoch: this.news.newest(device.targetId) };
    }),
    alertShownV1: fromStandingDevice(AlertShownV1, async (_, { screenId, seq }, { targetId }) => {
      await this.alerts.shown(screenId, targetId, seq);
      return { ok: true };
    }),
    playsV1: fromStandingDevice(PlaysV1, async (_, plays) => {
      await this.plays.take(plays);
      return { ok: true };
    }),
    wipedV1: fromDevice(WipedV1, async (_, { screenId }, device) => {
      if (!device.revoked) throw new HubError('wrong_state', 'this screen was not revoked');
      await this.reports.wiped(screenId);
      return { ok: true };
    }),
    ...fleet.fleetMessages(() => [this.tickets, this.commands]),
  };

  private async hello(socket: LinkSocket, hello: HelloV1): Promise<HelloAnswer> {
    if (socket.data.device) throw new HubError('wrong_state', 'this connection has said hello');
    const { nonce } = socket.data;
    // A challenge is good for one answer.
    socket.data.nonce = newNonce();
    const found = await this.auth.find(nonce, hello);
    if (!found) return { state: 'unknown' };
    const { device } = found;
    const { screenId, targetId } = device;
    if (device.revoked) {
      socket.data.device = device;
      endSoon(socket);
      return { state: 'revoked', screenId };
    }
    const ticket = await this.tickets.admit({ ...device, ticket: hello.ticket }, () =>
      fleet.answersElsewhere(this.namespace, socket, screenId),
    );
    if (ticket === undefined) return { state: 'copied', screenId };
    socket.data.device = device;
    socket.data.heardAt = performance.now();
    await this.presence.connected(connectedOf(socket, device));
    socket.data.speaksSince = performance.now();
    await socket.join(fleet.screenRoom(screenId));
    // Older connections of the screen are over, also those to other nodes.
    this.namespace?.in(fleet.screenRoom(screenId)).except(socket.id).disconnectSockets(true);
    if (socket.disconnected) await this.presence.disconnected(connectedOf(socket, device));
    return {
      ...(await this.cards.lacking(found, hello)),
      state: 'welcome',
      screenId,
      token: this.tokens.issue(screenId),
      // What has changed since the reading was told to those that had joined.
      epoch: Math.max(found.epoch, this.news.newest(targetId) ?? 0),
      now: found.now.toISOString(),
      ticket,
    };
  }

  private offer(screens: readonly string[]): void {
    this.background(Promise.all(screens.map((screenId) => this.offers.add(screenId))));
  }

  private hear(payload: string): void {
    const heard = Hint.safeParse(JSON.parse(payload));
    if (!heard.success) {
      this.logger.error({ err: heard.error }, 'a hint for screens came in a shape that nobody knows');
      return;
    }
    const hint = heard.data;
    if (hint.kind === 'changed') this.tellGroup(hint.targetId, hint.epoch);
    if (hint.kind === 'alert') this.tellAlert(hint.targetId, hint.seq);
    if (hint.kind === 'card') this.background(this.tellCard(hint.screenId));
    if (hint.kind === 'revoked') for (const socket of this.of(hint.screenId)) this.revoke(socket);
    if (hint.kind === 'copied') for (const socket of this.of(hint.screenId)) this.sendAway(socket);
    if (hint.kind === 'asked') fleet.tellCommands(this.namespace, hint);
    if (hint.kind === 'moved') for (const socket of this.of(hint.screenId)) this.move(socket, hint.targetId);
  }

  private tellGroup(targetId: string, epoch: number): void {
    this.background(this.news.changed(targetId, epoch, (id) => this.audienceOf(id)));
  }

  private audienceOf(targetId: string): Audience {
    const isOne = ({ data: { device } }: LinkSocket) => device?.targetId === targetId && !device.revoked;
    return audienceOf(this.namespace, this.sockets().filter(isOne));
  }

  private async tellCard(screenId: string): Promise<void> {
    const told = this.of(screenId).length === 0 ? undefined : await this.cards.now(screenId);
    if (told) for (const socket of this.of(screenId)) socket.emit('cardV1', told);
  }

  private tellAlert(targetId: string, seq: number): void {
    this.background(this.alerts.changed(targetId, seq, (id) => this.audienceOf(id)));
  }

  private revoke(socket: LinkSocket): void {
    const { device } = socket.data;
    if (!device || device.revoked) return;
    device.revoked = true;
    socket.emit('revokedV1');
    this.background(this.presence.disconnected(connectedOf(socket, device)));
    endSoon(socket);
  }

  /** Two boxes have its key: neither hears anything more. When it comes again it is told why. */
  private sendAway(socket: LinkSocket): void {
    this.background(this.leave(socket));
    socket.data.device = undefined;
    socket.disconnect(true);
  }

  /** The screen learns of it by its card. */
  private move(socket: LinkSocket, targetId: string): void {
    if (socket.data.device) socket.data.device.targetId = targetId;
  }

  /** Catches up on hints that were lost, and ends connections whose player has fallen silent. */
  private async sweep(): Promise<void> {
    const now = performance.now();
    const standing = this.sockets().filter(({ data }) => data.device && !data.device.revoked);
    for (const socket of standing) if (now - socket.data.heardAt > SILENT_MS) socket.disconnect(true);
    const devices = standing.map(({ data }) => data.device).filter((device) => device !== undefined);
    if (devices.length === 0) return;
    const found = await this.standings.ofScreens(devices.map(({ screenId }) => screenId));
    for (const socket of standing) this.correct(socket, found.get(socket.data.device?.screenId ?? ''), now);
    for (const { targetId, epoch } of found.values()) this.tellGroup(targetId, epoch);
    for (const { targetId, alert } of found.values()) this.tellAlert(targetId, alert);
  }

  /** `row` was read after `since`, by `performance.now()`. */
  private correct(socket: LinkSocket, row: Standing | undefined, since: number): void {
    if (!row) return;
    const { session, speaksSince = since } = socket.data;
    const isOverheard = row.session !== null && row.session !== session && speaksSince < since;
    if (row.revoked) this.revoke(socket);
    else if (row.copied) this.sendAway(socket);
    else if (isOverheard) socket.disconnect(true);
    else if (row.targetId !== socket.data.device?.targetId) {
      this.move(socket, row.targetId);
      this.background(this.tellCard(row.screenId));
    }
  }

  private async leave(socket: LinkSocket): Promise<void> {
    const { device } = socket.data;
    if (device && !device.revoked) await this.presence.disconnected(connectedOf(socket, device));
  }

  private sockets(): LinkSocket[] {
    return this.namespace ? [...this.namespace.sockets.values()] : [];
  }

  private of(screenId: string): LinkSocket[] {
    return this.sockets().filter(({ data: { device } }) => device?.screenId === screenId);
  }

  private toError(thrown: unknown): HubError {
    const error = toHubError(thrown);
    if (error.status >= 500) this.logger.error({ err: thrown }, 'a message of a screen failed');
    return error;
  }

  /** Work that nobody waits for: what fails is tried again by the next sweep or the screen itself. */
  private background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.logger.warn({ err: error }, 'the screens’ bookkeeping failed and will be tried again');
    });
  }
}
