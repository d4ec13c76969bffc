import { z } from 'zod';
import { ManifestItem, WebOrigins } from '../display.js';
import { Plan, Programme } from '../programme.js';
import { Panel } from '../slide/panel.js';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';

/** What a group's screens may show now, as far as a programme selects among it. */
export const ProgrammeItem = ManifestItem.pick({
  key: true,
  from: true,
  until: true,
  priority: true,
  category: true,
  announcementId: true,
}).extend({ title: z.string() });
export type ProgrammeItem = z.infer<typeof ProgrammeItem>;

/** A group's programme, and what a preview of it needs. */
export const ProgrammeView = z.object({
  targetId: Id,
  name: z.string(),
  programme: Programme,
  /** 0: nobody has planned anything; everything is shown on the whole glass. */
  revision: z.int(),
  changed: z.object({ by: Person, at: Instant }).optional(),
  panel: Panel,
  /** Newest first. */
  items: z.array(ProgrammeItem),
  /** The sites whose pages playlists may name. */
  webOrigins: WebOrigins,
});
export type ProgrammeView = z.infer<typeof ProgrammeView>;

/** All of a plan. `revision` is the one that was loaded; another one meanwhile answers `stale_revision`. */
export const SaveProgramme = z.object({ plan: Plan, revision: z.int().nonnegative() });
export type SaveProgramme = z.infer<typeof SaveProgramme>;
