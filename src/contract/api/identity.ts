import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Role } from './common.js';

/** A log-in. The session comes as a cookie that scripts cannot read; the answer is `Me`. */
export const SignIn = z.object({
  username: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

/** Ends every other session of the member. A wrong `currentPassword` answers `bad_credentials`. */
export const ChangePassword = z
  .object({ currentPassword: z.string().min(1).max(200), newPassword: z.string().min(12).max(128) })
  .refine(({ currentPassword, newPassword }) => currentPassword !== newPassword, {
    path: ['newPassword'],
    error: 'The new password has to differ from the present one.',
  });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** What an office calls itself, in full and as its plates have room for. */
export const OfficeFields = z.object({
  name: z.string().trim().min(1).max(100),
  shortName: z.string().trim().min(1).max(40),
});
export type OfficeFields = z.infer<typeof OfficeFields>;

const roles = z.array(Role).min(1).max(Role.options.length);
const personName = z.string().trim().min(1).max(50);

export const MemberView = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  roles: z.array(Role),
  createdAt: Instant,
  /** Set: the member cannot sign in any more. */
  disabledAt: Instant.optional(),
});
export type MemberView = z.infer<typeof MemberView>;

export const CreateMember = z.object({
  /** To sign in with: small letters, digits, dots and underscores. */
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._]{1,39}$/),
  name: personName,
  roles,
});
export type CreateMember = z.infer<typeof CreateMember>;

export const UpdateMember = z.object({ name: personName, roles, disabled: z.boolean() }).partial();
export type UpdateMember = z.infer<typeof UpdateMember>;

/** The first password is shown once, and replaced by its owner at the first log-in. */
export const MemberWithPassword = z.object({ member: MemberView, password: z.string() });
export type MemberWithPassword = z.infer<typeof MemberWithPassword>;
