import { z } from 'zod';
import { Signed, type ManifestNews } from './display.js';
import type { CommandDoneV1, CommandV1 } from './display-commands.js';
import { HealthV1 } from './display-health.js';
import type { PlaysV1 } from './display-plays.js';
import { ErrorCode } from './errors.js';
import { Hash, Id, Instant } from './values.js';

/** What goes between a screen and the hub: HTTP below DISPLAY_API, and the socket's namespace. */
export const DISPLAY_API = '/display/api';
export const DISPLAY_NAMESPACE = '/display';

const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** A screen's public key: ECDSA P-256 as JWK. */
export const DeviceKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
});
export type DeviceKey = z.infer<typeof DeviceKey>;

/** RFC 7638: the text whose SHA-256 identifies a key. */
export const thumbprintText = ({ crv, kty, x, y }: DeviceKey): string =>
  `{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`;

/** What a screen signs (ECDSA with SHA-256, IEEE P1363) to prove that it holds its key, here and now. */
export const challengeText = (nonce: string, keyId: string): string =>
  `tongbo-display-v1\n${nonce}\n${keyId}`;

/** The hub's key for manifests: a screen keeps the one that it met when it was paired. */
export const HubKey = z.object({
  id: z.string().max(100),
  publicKey: z.string().regex(/^ed25519:[A-Za-z0-9_-]{43}$/),
});
export type HubKey = z.infer<typeof HubKey>;

export const AskPairing = z.object({ publicKey: DeviceKey });
export type AskPairing = z.infer<typeof AskPairing>;
/** `claimed`: the key belongs to a screen, which may connect now. */
export const PairingAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('waiting'),
    id: Id,
    code: z.string(),
    expiresAt: Instant,
    now: Instant,
    hubKey: HubKey,
  }),
  z.object({ state: z.literal('claimed'), hubKey: HubKey }),
]);
export type PairingAnswer = z.infer<typeof PairingAnswer>;
export const PairingState = z.object({ state: z.enum(['waiting', 'claimed', 'expired']) });
export type PairingState = z.infer<typeof PairingState>;

const KeyId = Hash;
const Nonce = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const ChallengeV1 = z.object({ nonce: Nonce });
export type ChallengeV1 = z.infer<typeof ChallengeV1>;

/** What shows that a box was the last to connect: its number, and the hub's proof that the number is its own. */
export const Ticket = z.string().regex(/^\d{1,15}\.[A-Za-z0-9_-]{43}$/);
export const TicketKeptV1 = z.object({ screenId: Id, ticket: Ticket });
export type TicketKeptV1 = z.infer<typeof TicketKeptV1>;

export const HelloV1 = z.object({
  keyId: KeyId,
  /** base64url of the 64 bytes. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  /** The number of the alert that it holds, and the version of its card. */
  alert: z.int().nonnegative().optional(),
  card: z.int().nonnegative().optional(),
  /** The newest ticket that the screen has stored; missing until it was given one. */
  ticket: Ticket.optional(),
});
export type HelloV1 = z.infer<typeof HelloV1>;

/**
 * `unknown`: pair first. `revoked`: wipe everything, say so, pair anew. `copied`: two boxes have this key; nothing new comes
 * to either until a member has paired the right one anew.
 */
export const HelloAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('welcome'),
    screenId: Id,
    token: z.string(),
    epoch: z.int(),
    now: Instant,
    /** What is said of the screen, when it is another than it holds. */
    card: Signed.optional(),
    /** What stands above the programme, the same. */
    alert: Signed.optional(),
    /** To be stored before the connection is used, then said to be kept, and shown at the next hello. */
    ticket: Ticket.optional(),
  }),
  z.object({ state: z.literal('copied'), screenId: Id }),
  z.object({ state: z.literal('revoked'), screenId: Id }),
  z.object({ state: z.literal('unknown') }),
]);
export type HelloAnswer = z.infer<typeof HelloAnswer>;

/** How far a screen has come with an item. `queued` and `notified` are the hub's to know; `retracted` follows from HoldsV1. */
export const ProgressState = z.enum(['fetched', 'verified', 'painted']);
export type ProgressState = z.infer<typeof ProgressState>;
export const ProgressV1 = z.object({
  screenId: Id,
  items: z
    .array(z.object({ key: Id, state: ProgressState }))
    .min(1)
    .max(500),
});
export type ProgressV1 = z.infer<typeof ProgressV1>;

/**
 * When what left the manifest of this epoch is no longer on the glass: nothing but what that manifest names is held.
 * `keys` are of those items that have an end of their own and have not left by it.
 */
export const HoldsV1 = z.object({
  screenId: Id,
  epoch: z.int().nonnegative(),
  keys: z.array(Id).max(10_000),
});
export type HoldsV1 = z.infer<typeof HoldsV1>;

/** At each cut and every BEAT_MS: that the player is alive and what it shows. */
export const AliveV1 = z.object({
  screenId: Id,
  epoch: z.int().nonnegative().optional(),
  viewport: z.object({ width: z.int().min(1).max(32_767), height: z.int().min(1).max(32_767) }),
  showing: z
    .object({ key: Id, page: z.int().nonnegative().max(10_000), pages: z.int().positive().max(10_000) })
    .optional(),
  health: HealthV1.optional(),
});
export type AliveV1 = z.infer<typeof AliveV1>;
export const BEAT_MS = 5_000;
/** A screen that has not been heard of for so long is offline. */
export const SILENT_MS = 15_000;

/** What stands above the programme (AlertV1), signed, in its own lane. */
export const AlertNewsV1 = z.object({ alert: Signed });
export type AlertNewsV1 = z.infer<typeof AlertNewsV1>;
/** What the alert of this number says has really been drawn. */
export const AlertShownV1 = z.object({ screenId: Id, seq: z.int().nonnegative() });
export type AlertShownV1 = z.infer<typeof AlertShownV1>;

export const WipedV1 = z.object({ screenId: Id });
export type WipedV1 = z.infer<typeof WipedV1>;

/** Why a message was refused. Nothing of it was done. */
export const LinkError = z.object({ event: z.string(), code: ErrorCode, detail: z.string() });
export type LinkError = z.infer<typeof LinkError>;
export type Acknowledged = { ok: true } | { ok: false; error: LinkError };
/** With the newest epoch that the hub has hinted, in case the hint was lost. */
export type Heard = { ok: true; epoch?: number | undefined } | { ok: false; error: LinkError };

/** Of the screen itself: its name, its tags, its group; the epoch of the group's manifest, and its alert. */
export const CardV1 = z.object({ card: Signed, epoch: z.int(), alert: Signed.optional() });
export type CardV1 = z.infer<typeof CardV1>;

export const ManifestChangedV1 = z.object({ epoch: z.int() });
export type ManifestChangedV1 = z.infer<typeof ManifestChangedV1>;

export interface HubToDisplay {
  challengeV1(message: ChallengeV1): void;
  /** A hint: what has changed comes by HTTP, signed. */
  manifestChangedV1(message: ManifestChangedV1): void;
  /** What has changed, when it is little. It is never the only copy. */
  newsV1(message: ManifestNews): void;
  cardV1(message: CardV1): void;
  alertV1(message: AlertNewsV1): void;
  revokedV1(): void;
  /** Answered by a player that runs; a newer connection with the same key waits for that. */
  presentV1(answer: (present: true) => void): void;
  commandV1(command: CommandV1): void;
  errorV1(error: LinkError): void;
}
export interface DisplayToHub {
  helloV1(message: HelloV1, answer: (answer: HelloAnswer) => void): void;
  /** A fresh token for HTTP. */
  tokenV1(answer: (answer: { token: string }) => void): void;
  progressV1(message: ProgressV1, done: (answer: Acknowledged) => void): void;
  holdsV1(message: HoldsV1, done: (answer: Acknowledged) => void): void;
  aliveV1(message: AliveV1, done: (answer: Heard) => void): void;
  alertShownV1(message: AlertShownV1, done: (answer: Acknowledged) => void): void;
  wipedV1(message: WipedV1, done: (answer: Acknowledged) => void): void;
  playsV1(message: PlaysV1, done: (answer: Acknowledged) => void): void;
  ticketKeptV1(message: TicketKeptV1, done: (answer: Acknowledged) => void): void;
  commandDoneV1(message: CommandDoneV1, done: (answer: Acknowledged) => void): void;
}
