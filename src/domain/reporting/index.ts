export { type Obligation, obligationOf } from './obligation';
export {
  OWED_STATES,
  type OwedState,
  type PeriodState,
  type ReportedEntry,
  REPORTING_STATES,
  type ReportingSeries,
  type ReportingState,
  stateOfPeriod,
} from './period-state';
