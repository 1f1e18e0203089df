import { Module } from '@nestjs/common';
import { ProgressModule } from '../progress';
import { ReportsModule } from '../reports';
import { SettingsModule } from '../settings';
import { InterchangeController } from './interchange.controller';
import { ReadResults } from './read-results';

@Module({
  imports: [ProgressModule, ReportsModule, SettingsModule],
  controllers: [InterchangeController],
  providers: [ReadResults],
})
export class InterchangeModule {}
