export { ChineseWorkingCalendar, WORKING_CALENDAR } from './chinese-working-calendar';
