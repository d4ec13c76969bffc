import { CalendarPage, type CalendarQuery } from '../../../src/contract/api/calendar.js';
import { call, withQuery } from './http.js';

export const getCalendar = (span: CalendarQuery, signal?: AbortSignal) =>
  call(CalendarPage, withQuery('/calendar', span), { signal });
