import type { CalendarStanding } from '../../../../src/contract/api/calendar.js';
import type { Sign, Tone } from '../../lib/states.js';

/** How a standing looks; its word stands in the dictionary. */
export const standingLooks: Record<CalendarStanding, { sign: Sign; tone: Tone }> = {
  planned: { sign: 'fill0', tone: 'slate' },
  running: { sign: 'fill2', tone: 'pine' },
  out: { sign: 'fill4', tone: 'pine' },
  troubled: { sign: 'alert', tone: 'cinnabar' },
  gone: { sign: 'back', tone: 'slate' },
};
