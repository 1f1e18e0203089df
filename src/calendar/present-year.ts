import type { CalendarYearView } from './calendar.dto';

/** A year without its days. */
export function presentYear(view: CalendarYearView): CalendarYearView {
  const { year, version, complete, source, reason, recordedAt, recordedBy, holidays, workdays } = view;
  return { year, version, complete, source, reason, recordedAt, recordedBy, holidays, workdays };
}
