import { Module } from '@nestjs/common';
import { ProgressModule } from '../progress';
import { ProgressReport } from './progress-report';
import { ReportsController } from './reports.controller';

@Module({
  imports: [ProgressModule],
  controllers: [ReportsController],
  providers: [ProgressReport],
  exports: [ProgressReport],
})
export class ReportsModule {}
