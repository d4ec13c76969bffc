import { z } from 'zod';
import { Id, Instant, LocalizedText } from '../values.js';
import { Role } from './common.js';

/** One step of a procedure: who may take it comes from roles and departments. */
export const ProcedureStep = z.object({
  key: z.string().regex(/^[a-z_]{1,30}$/),
  label: LocalizedText,
  roles: z.array(Role).min(1),
  /** Whose members may take it: anybody's, those of the submitter's department (谁主管谁负责), or those of one department. */
  department: z.union([z.enum(['any', 'drafters']), Id]).default('any'),
});
export type ProcedureStep = z.infer<typeof ProcedureStep>;

/** The steps that a version has to pass, in their order. It is frozen with the version when that is submitted. */
export const Procedure = z
  .object({
    steps: z.array(ProcedureStep).min(1).max(8),
    /** Whoever took one step may not take another of the same version. */
    distinct: z.boolean().default(false),
  })
  .refine(({ steps }) => new Set(steps.map(({ key }) => key)).size === steps.length, {
    path: ['steps'],
    message: 'Each step needs a key of its own.',
  });
export type Procedure = z.infer<typeof Procedure>;

/** A category of announcements, or `*` for all that have none of their own. */
export const ProcedureCategory = z.string().trim().min(1).max(200);

export const ProcedureView = z.object({
  category: ProcedureCategory,
  procedure: Procedure,
  /** Absent: nobody has set one for all others, and what stands here is the short default. */
  setAt: Instant.optional(),
  /** Steps that no active member could take now. */
  nobody: z.array(z.string()),
});
export type ProcedureView = z.infer<typeof ProcedureView>;

/** For one category, or `*`. */
export const SetProcedure = z.object({ category: ProcedureCategory, procedure: Procedure });
export type SetProcedure = z.infer<typeof SetProcedure>;
export const RemoveProcedure = z.object({ category: ProcedureCategory });
export type RemoveProcedure = z.infer<typeof RemoveProcedure>;
