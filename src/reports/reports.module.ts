import { Module } from '@nestjs/common';
import { ProgressModule } from '../progress';
import { ProgressReport } from './progress/progress-report';
import { ReportsController } from './reports.controller';
import { WriteReport } from './write-report';

@Module({
  imports: [ProgressModule],
  controllers: [ReportsController],
  providers: [ProgressReport, WriteReport],
  exports: [WriteReport],
})
export class ReportsModule {}
