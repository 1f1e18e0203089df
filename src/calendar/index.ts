export { CalendarModule } from './calendar.module';
export { ReadCalendar } from './read-calendar';
export { type FileProblem, readCalendarFile } from './read-calendar-file';
export { RecordYear } from './record-year';
export { workingCalendarAt } from './working-calendar-at';
