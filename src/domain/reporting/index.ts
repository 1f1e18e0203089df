export { obligationOf } from './obligation';
export { OWED_STATES, type ReportedEntry, REPORTING_STATES, stateOfPeriod } from './period-state';
