import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Permission, Person, Role } from './common.js';
import { OfficeFields, personName, roles, username } from './identity.js';
import { linkToken } from './link-token.js';
import { ProviderLabel } from './provider-label.js';

/** Part of an office. A closed one keeps its members' past, and takes nobody new. */
export const DepartmentView = z.object({
  id: Id,
  name: z.string(),
  /** Members who can sign in. */
  members: z.int(),
  closedAt: Instant.optional(),
});
export type DepartmentView = z.infer<typeof DepartmentView>;

export const CreateDepartment = z.object({ name: z.string().trim().min(1).max(50) });
export type CreateDepartment = z.infer<typeof CreateDepartment>;

export const UpdateDepartment = z
  .object({ name: CreateDepartment.shape.name, closed: z.boolean() })
  .partial();
export type UpdateDepartment = z.infer<typeof UpdateDepartment>;

/** An invitation waits `invitationHours` for its one use. */
export const invitationHours = 72;

export const InvitationView = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(Role),
  department: Person.optional(),
  invitedBy: Person.optional(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type InvitationView = z.infer<typeof InvitationView>;

export const CreateInvitation = z.object({ name: personName, roles, departmentId: Id.optional() });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** `path` is shown this once, behind the address by which the console is reached: the hub keeps only its hash. */
export const InvitationWithLink = z.object({ invitation: InvitationView, path: z.string() });
export type InvitationWithLink = z.infer<typeof InvitationWithLink>;

export const OpenLink = z.object({ token: linkToken });
export type OpenLink = z.infer<typeof OpenLink>;

/** What the invited person sees first. `namesOffice`: the hub is empty, and the office is named here. */
export const OpenedLink = z.object({
  office: z.string(),
  name: z.string(),
  roles: z.array(Role),
  namesOffice: z.boolean(),
  expiresAt: Instant,
});
export type OpenedLink = z.infer<typeof OpenedLink>;

/** Uses a link up. The session comes as a cookie; the answer is `Me`. A spent link answers `link_ended`. */
export const Join = OpenLink.extend({
  username,
  name: personName,
  password: z.string().min(12).max(128),
  office: OfficeFields.optional(),
});
export type Join = z.infer<typeof Join>;

/** The password once more, and the code for who has a second factor. */
export const Prove = z.object({
  password: z.string().min(1).max(200),
  code: z.string().trim().max(40).optional(),
});
export type Prove = z.infer<typeof Prove>;

/** A log-in that stands. `browser` is as the browser calls itself. */
export const SessionView = z.object({
  id: Id,
  browser: z.string(),
  startedAt: Instant,
  usedAt: Instant,
  current: z.boolean(),
  /** How it was made. */
  madeBy: z.enum(['password', 'provider']),
});
export type SessionView = z.infer<typeof SessionView>;

/** Begun and not confirmed: nothing is asked for yet. `qr` is an SVG of `uri`. */
export const SecondFactorBegun = z.object({ secret: z.string(), uri: z.string(), qr: z.string() });
export type SecondFactorBegun = z.infer<typeof SecondFactorBegun>;

export const ConfirmSecondFactor = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>;

/** Each is good once, when the telephone is lost; shown this once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** A key for another program, which may do no more than `permissions`, and no more than its owner may. */
export const TokenView = z.object({
  id: Id,
  name: z.string(),
  permissions: z.array(Permission),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.optional(),
});
export type TokenView = z.infer<typeof TokenView>;

export const CreateToken = z.object({
  name: z.string().trim().min(1).max(60),
  permissions: z.array(Permission).min(1),
  days: z.int().min(1).max(366),
});
export type CreateToken = z.infer<typeof CreateToken>;

/** `token` is shown this once: the hub keeps only its hash. */
export const TokenWithSecret = z.object({ view: TokenView, token: z.string() });
export type TokenWithSecret = z.infer<typeof TokenWithSecret>;

/** How the account is guarded. */
export const AccountView = z.object({
  secondFactor: z.boolean(),
  recoveryCodesLeft: z.int(),
  sessions: z.array(SessionView),
  tokens: z.array(TokenView),
  /** By which the member can sign in, where the hub has one; `linkedAt` once it knows the member. */
  provider: z.object({ label: ProviderLabel, linkedAt: Instant.optional() }).optional(),
});
export type AccountView = z.infer<typeof AccountView>;
