import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import {
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { DefaultEventsMap, Event, Namespace, Socket } from 'socket.io';
import { ChangedV1, LIVE_NAMESPACE, LiveHello, type HubToConsole } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { Sessions, type Session } from '../identity/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { problemOf, toHubError } from '../platform/web/index.js';
import { HubError } from '../contract/errors.js';
import { SUBSCRIBE, type Subscribe, type Subscription } from '../store/notify.js';
import { Changes } from './changes.js';

interface LiveData {
  session: Session;
}
type LiveSocket = Socket<DefaultEventsMap, HubToConsole, DefaultEventsMap, LiveData>;
type LiveNamespace = Namespace<DefaultEventsMap, HubToConsole, DefaultEventsMap, LiveData>;

/** What `announceChange` sends. */
const Announced = ChangedV1.extend({ officeId: Id });

/** Sessions that ended without a word, e.g. by their age, are noticed within this time. */
const checkEveryMs = 10_000;

const roomOf = (officeId: string): string => `office:${officeId}`;
/** Members who do not see everything of their office: they are told that something changed, not what. */
const deskRoomOf = (officeId: string): string => `desk:${officeId}`;
/** A member's own pages, wherever they are open. */
const memberRoomOf = (memberId: string): string => `member:${memberId}`;
const deskTopics: readonly ChangedV1['topic'][] = ['delivery', 'target', 'member'];

/** Tells the office's open pages what changed, so that they fetch it again. Pages have nothing to say here. */
@WebSocketGateway({ namespace: LIVE_NAMESPACE })
export class LiveGateway
  implements OnGatewayInit, OnGatewayConnection, OnApplicationBootstrap, BeforeApplicationShutdown
{
  @WebSocketServer()
  private readonly namespace: LiveNamespace | undefined;
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly changes = new Changes(ChangedV1.shape.topic.options);

  constructor(
    private readonly sessions: Sessions,
    @Inject(SUBSCRIBE) private readonly subscribe: Subscribe,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    namespace.use((socket, next) => {
      this.admit(socket).then(
        () => {
          next();
        },
        (thrown: unknown) => {
          const error = toHubError(thrown);
          if (error.status >= 500) this.logger.error({ err: thrown }, 'a page could not connect');
          next(Object.assign(new Error(error.code), { data: problemOf(error, undefined) }));
        },
      );
    });
  }

  onApplicationBootstrap(): void {
    const { namespace } = this;
    // A process without the role web has no sockets.
    if (!namespace) return;
    this.subscription = this.subscribe(['hub_changed', 'hub_sessions'], (topic, payload) => {
      if (topic === 'hub_changed') this.tell(namespace, payload);
      else this.checkSessions(namespace);
    });
    this.timer = setInterval(() => {
      this.checkSessions(namespace);
    }, checkEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.subscription?.close();
  }

  async handleConnection(socket: LiveSocket): Promise<void> {
    socket.use((event, next) => {
      refuse(socket, event);
      next(new HubError('payload_invalid'));
    });
    socket.on('error', () => undefined);
    const { officeId, memberId, permissions } = socket.data.session.caller;
    const rooms = [
      memberRoomOf(memberId),
      permissions.has('announcement.read') ? roomOf(officeId) : deskRoomOf(officeId),
    ];
    await socket.join(rooms);
    const hello = LiveHello.safeParse(socket.handshake.auth);
    if (hello.data?.since === undefined) return;
    for (const topic of this.changes.since(rooms, new Date(hello.data.since)))
      socket.emit('changedV1', { topic, ids: [] });
  }

  private async admit(socket: LiveSocket): Promise<void> {
    const session = await this.sessions.find(socket.request.headers, false);
    if (!session) throw new HubError('not_signed_in');
    if (session.caller.mustChangePassword) throw new HubError('password_change_required');
    socket.data.session = session;
  }

  /** Every web node hears the word from the database and tells its own sockets. */
  private tell({ local }: LiveNamespace, payload: string): void {
    if (payload === '') {
      // The connection is new: anything may have changed meanwhile.
      this.changes.startListening();
      for (const topic of ChangedV1.shape.topic.options) local.emit('changedV1', { topic, ids: [] });
      return;
    }
    const announced = Announced.safeParse(JSON.parse(payload));
    if (!announced.success) {
      this.logger.error({ err: announced.error }, 'a change was announced in a shape that nobody knows');
      return;
    }
    const { officeId, ...event } = announced.data;
    if (event.topic === 'notification') {
      // Whom else it concerns is nobody's business.
      for (const id of event.ids) this.tellRoom(local, memberRoomOf(id), { topic: event.topic, ids: [] });
      return;
    }
    this.tellRoom(local, roomOf(officeId), event);
    if (deskTopics.includes(event.topic))
      this.tellRoom(local, deskRoomOf(officeId), { topic: event.topic, ids: [] });
    if (event.topic === 'member') this.connectAnew(event.ids);
  }

  private tellRoom(local: LiveNamespace['local'], room: string, event: ChangedV1): void {
    this.changes.note(room, event.topic);
    local.to(room).emit('changedV1', event);
  }

  /** The pages of members whose rights changed connect again, so that they hear what their new rights let them hear. */
  private connectAnew(memberIds: readonly string[]): void {
    for (const socket of this.namespace?.sockets.values() ?? [])
      if (memberIds.includes(socket.data.session.caller.memberId)) socket.conn.close();
  }

  /** Ends the sockets whose session has ended. While the database is away nobody can know, and they stay. */
  private checkSessions(namespace: LiveNamespace): void {
    const sockets = [...namespace.sockets.values()];
    if (sockets.length === 0) return;
    this.sessions.standing(sockets.map(({ data }) => data.session.id)).then(
      (standing) => {
        for (const socket of sockets) if (!standing.has(socket.data.session.id)) socket.disconnect(true);
      },
      (error: unknown) => {
        this.logger.warn({ err: error }, 'open pages could not be checked against their sessions');
      },
    );
  }
}

/** Answers what nobody should have sent: by its acknowledgement if it asked for one. */
function refuse(socket: LiveSocket, event: Event): void {
  const problem = problemOf(new HubError('payload_invalid', 'this connection takes no messages'), undefined);
  const acknowledge: unknown = event.at(-1);
  if (typeof acknowledge === 'function') (acknowledge as (answer: unknown) => void)(problem);
  else socket.emit('problemV1', problem);
}
