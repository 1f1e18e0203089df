export { TellExport } from './tell-export';
export { WriteReport } from './write-report';
export { REPORT_NAMES, reportNamed } from './report';
export { readReportOptions } from './read-report-options';
export { ReportsModule } from './reports.module';
