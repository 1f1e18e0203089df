import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { ProgressModule } from '../progress';
import { ReportingModule } from '../reporting';
import { ActualsReport } from './actuals/actuals-report';
import { BulletinsController } from './bulletin/bulletins.controller';
import { MakeBulletin } from './bulletin/make-bulletin';
import { MissingReport } from './missing/missing-report';
import { ProgressReport } from './progress/progress-report';
import { PromisesReport } from './promises/promises-report';
import { QualityReport } from './quality/quality-report';
import { type Report, REPORTS } from './report';
import { ReportsController } from './reports.controller';
import { SummaryReport } from './summary/summary-report';
import { TemplateReport } from './template/template-report';
import { TellExport } from './tell-export';
import { WriteReport } from './write-report';

/** One for each of REPORT_NAMES. */
const ALL = [
  ProgressReport,
  ActualsReport,
  MissingReport,
  TemplateReport,
  PromisesReport,
  QualityReport,
  SummaryReport,
];

@Module({
  imports: [AuditModule, ProgressModule, ReportingModule],
  controllers: [ReportsController, BulletinsController],
  providers: [
    ...ALL,
    { provide: REPORTS, useFactory: (...reports: Report[]) => reports, inject: ALL },
    MakeBulletin,
    TellExport,
    WriteReport,
  ],
  exports: [TellExport, WriteReport],
})
export class ReportsModule {}
