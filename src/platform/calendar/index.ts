export { ChineseWorkingCalendar, KNOWN_YEARS, WORKING_CALENDAR } from './chinese-working-calendar';
