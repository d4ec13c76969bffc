export { workCalendar } from './workdays.reader.js';
export { WorkdaysModule } from './workdays.module.js';
