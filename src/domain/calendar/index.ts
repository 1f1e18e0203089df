export { addDays, type CivilDate, civilDate, endOfMonth, type Instant, isCivilDate } from './civil-date';
export { normalizeInstant } from './instant';
export type { WorkingCalendar } from './working-calendar';
