import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { ProgressModule } from '../progress';
import { ProgressReport } from './progress/progress-report';
import { ReportsController } from './reports.controller';
import { TellExport } from './tell-export';
import { WriteReport } from './write-report';

@Module({
  imports: [AuditModule, ProgressModule],
  controllers: [ReportsController],
  providers: [ProgressReport, TellExport, WriteReport],
  exports: [TellExport, WriteReport],
})
export class ReportsModule {}
