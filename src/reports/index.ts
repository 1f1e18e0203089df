export { ProgressReport } from './progress-report';
export { readReportOptions } from './read-report-options';
export { ReportsModule } from './reports.module';
