export { OwedFigures, type OwedSeries } from './owed-figures';
export { ReportingModule } from './reporting.module';
