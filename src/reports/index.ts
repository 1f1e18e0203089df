export { TellExport } from './tell-export';
export { WriteReport } from './write-report';
export { REPORT_NAMES, type ReportName, reportNamed } from './report';
export { ReportQuery } from './reports.dto';
export { readReportOptions } from './read-report-options';
export { ReportsModule } from './reports.module';
export { type Described, describeCommitments } from './progress/describe-commitments';
