export { WriteReport } from './write-report';
export { FACE_NAMES } from './faces/face';
export { REPORT_NAMES, reportNamed } from './report';
export { readReportOptions } from './read-report-options';
export { ReportsModule } from './reports.module';
