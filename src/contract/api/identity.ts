import { z } from 'zod';

/** A log-in. The session comes as a cookie that scripts cannot read; the answer is `Me`. */
export const SignIn = z.object({ username: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) });
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
