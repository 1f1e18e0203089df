export {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  daysBetween,
  endOfMonth,
  type Instant,
  isCivilDate,
} from './civil-date';
export { normalizeInstant } from './instant';
export { EVERY, newestDue, type Recurrence, type WallClock } from './recurrence';
export { dueDate, periodText, type ReportingPeriod, reportingPeriods, spanText } from './reporting-periods';
export {
  DAY_KINDS,
  type DayKind,
  dayProblems,
  isWeekend,
  missingByLaw,
  statutoryCalendar,
  yearsOverdue,
  yearsWanting,
} from './statutory-calendar';
export type { WorkingCalendar } from './working-calendar';
