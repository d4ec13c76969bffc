import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { Person, Role } from './common.js';

/** A log-in. The session comes as a cookie that scripts cannot read; the answer is `Me`. */
export const SignIn = z.object({
  username: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
  /** For who has a second factor; without it the answer is `code_required`. A recovery code will do as well. */
  code: z.string().trim().max(40).optional(),
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

export const roles = z.array(Role).min(1).max(Role.options.length);
export const personName = z.string().trim().min(1).max(50);

/** To sign in with: small letters, digits, dots and underscores. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._]{1,39}$/);

export const MemberView = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  roles: z.array(Role),
  department: Person.optional(),
  /** By which a first sign-on at the provider finds its member. */
  email: z.string().optional(),
  secondFactor: z.boolean(),
  createdAt: Instant,
  /** Set: the member cannot sign in any more. */
  disabledAt: Instant.optional(),
});
export type MemberView = z.infer<typeof MemberView>;

/** Compared without regard to case. */
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/);

export const CreateMember = z.object({
  username,
  name: personName,
  roles,
  departmentId: Id.optional(),
  email: email.optional(),
});
export type CreateMember = z.infer<typeof CreateMember>;

export const UpdateMember = z
  .object({
    name: personName,
    roles,
    departmentId: Id.nullable(),
    email: email.nullable(),
    disabled: z.boolean(),
  })
  .partial();
export type UpdateMember = z.infer<typeof UpdateMember>;

/** The first password is shown once, and replaced by its owner at the first log-in. */
export const MemberWithPassword = z.object({ member: MemberView, password: z.string() });
export type MemberWithPassword = z.infer<typeof MemberWithPassword>;
