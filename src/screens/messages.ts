import type { Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import type { DisplayToHub, HubToDisplay, LinkError } from '../contract/display-link.js';
import { HubError } from '../contract/errors.js';
import type { Device } from './device-auth.js';
import type { Connected } from './presence.js';

/** What the hub knows of a connection. */
export interface LinkData {
  nonce: string;
  session: string;
  /** Set by a hello that was signed rightly. */
  device?: Device | undefined;
  /** When it was heard of last, by `performance.now()`. */
  heardAt: number;
  /** Since when the database knows that it speaks for its screen, by `performance.now()`. */
  speaksSince?: number;
  /** Whether it was asked again for what it had not answered. */
  isAsked?: boolean;
}
type Nothing = Record<string, never>;
export type LinkSocket = Socket<DisplayToHub, HubToDisplay, Nothing, LinkData>;
export type LinkNamespace = Namespace<DisplayToHub, HubToDisplay, Nothing, LinkData>;

/** A revoked screen gets so long to wipe itself and say so. */
const wipeWithinMs = 10_000;

/** Ends a connection when its screen has had time to wipe itself. */
export function endSoon(socket: LinkSocket): void {
  const timer = setTimeout(() => socket.disconnect(true), wipeWithinMs);
  socket.once('disconnect', () => {
    clearTimeout(timer);
  });
}

const helloWithinMs = 10_000;

/** Who has connected says who it is, soon. */
export function endUnlessHello(socket: LinkSocket): void {
  const late = setTimeout(() => {
    if (!socket.data.device) socket.disconnect(true);
  }, helloWithinMs);
  socket.once('disconnect', () => {
    clearTimeout(late);
  });
}

/** The connection as it counts for its screen. */
export const connectedOf = (socket: LinkSocket, { screenId, officeId }: Device): Connected => ({
  screenId,
  officeId,
  session: socket.data.session,
});

type Answer = (answer: unknown) => void;
/** Who may say it: anybody who has connected, a device that signed its challenge, or one that was not revoked. */
export type Speaker = 'anybody' | 'device' | 'standing device';

/** What a message does; its result is the answer. Who may not say it is refused before it is handled. */
export interface Message<T> {
  speaker: Speaker;
  schema: z.ZodType<T>;
  handle(socket: LinkSocket, message: T, device: Device): Promise<unknown>;
}
export type Messages = Record<keyof DisplayToHub, Message<never>>;

const said = <T>(message: Message<T>): Message<never> => message as Message<never>;

export const fromAnybody = <T>(
  schema: z.ZodType<T>,
  handle: (socket: LinkSocket, message: T) => Promise<unknown>,
): Message<never> => said({ speaker: 'anybody', schema, handle });

export const fromDevice = <T>(schema: z.ZodType<T>, handle: Message<T>['handle']): Message<never> =>
  said({ speaker: 'device', schema, handle });

export const fromStandingDevice = <T>(schema: z.ZodType<T>, handle: Message<T>['handle']): Message<never> =>
  said({ speaker: 'standing device', schema, handle });

/** Messages that one connection may send in ten seconds; a player sends a few. */
const mostMessages = 200;
const windowMs = 10_000;

/**
 * Takes every message of a connection: rubbish and unknown names are answered with an error and change nothing.
 * `toError` turns what a handler threw into what the other side may know.
 */
export function listenTo(
  socket: LinkSocket,
  messages: Messages,
  toError: (thrown: unknown) => HubError,
): void {
  let since = performance.now();
  let count = 0;
  socket.onAny((event: string, ...given: unknown[]) => {
    const last = given[given.length - 1];
    const answer = typeof last === 'function' ? (given.pop() as Answer) : undefined;
    const now = performance.now();
    if (now - since > windowMs) [since, count] = [now, 0];
    count += 1;
    if (count > mostMessages) {
      refuse(
        socket,
        event,
        answer,
        new HubError('too_many_attempts', 'too many messages; connect again later'),
      );
      socket.disconnect(true);
      return;
    }
    take(socket, messages, event, given).then(
      (result) => answer?.(result),
      (thrown: unknown) => {
        refuse(socket, event, answer, toError(thrown));
      },
    );
  });
}

async function take(
  socket: LinkSocket,
  messages: Messages,
  event: string,
  given: unknown[],
): Promise<unknown> {
  const known = Object.hasOwn(messages, event) ? messages[event as keyof Messages] : undefined;
  if (!known) throw new HubError('payload_invalid', 'nobody here knows this message');
  const device = speakerOf(socket, known.speaker);
  const parsed = known.schema.safeParse(given[0]);
  if (!parsed.success || given.length > 1) {
    const [issue] = parsed.error?.issues ?? [];
    const where = issue
      ? `${issue.path.join('.') || 'message'}: ${issue.message}`
      : 'one argument is expected';
    throw new HubError('payload_invalid', where.slice(0, 300));
  }
  const named = (parsed.data as { screenId?: string } | undefined)?.screenId;
  if (device && named !== undefined && named !== device.screenId)
    throw new HubError('forbidden', 'a screen speaks for itself only');
  return known.handle(socket, parsed.data, device as Device);
}

/** @throws HubError not_signed_in before hello, forbidden when the screen was revoked */
function speakerOf(socket: LinkSocket, speaker: Speaker): Device | undefined {
  if (speaker === 'anybody') return undefined;
  const { device } = socket.data;
  if (!device) throw new HubError('not_signed_in', 'sign the challenge first');
  if (speaker === 'standing device' && device.revoked)
    throw new HubError('forbidden', 'this screen was revoked');
  return device;
}

function refuse(socket: LinkSocket, event: string, answer: Answer | undefined, thrown: HubError): void {
  const error: LinkError = { event: event.slice(0, 60), code: thrown.code, detail: thrown.message };
  socket.emit('errorV1', error);
  answer?.({ ok: false, error });
}
