import { Module } from '@nestjs/common';
import { ProgressModule } from '../progress';
import { BulletinsController } from './bulletin/bulletins.controller';
import { MakeBulletin } from './bulletin/make-bulletin';
import { ProgressReport } from './progress/progress-report';
import { ReportsController } from './reports.controller';
import { WriteReport } from './write-report';

@Module({
  imports: [ProgressModule],
  controllers: [ReportsController, BulletinsController],
  providers: [MakeBulletin, ProgressReport, WriteReport],
  exports: [WriteReport],
})
export class ReportsModule {}
