import { Module } from '@nestjs/common';
import { GoalsModule } from '../goals';
import { ActualsController, ProvisionalBaselineController } from './actuals.controller';
import { ActualsRepository } from './actuals.repository';
import { AdoptBaseline } from './adopt-baseline';
import { DecideActual } from './decide-actual';
import { LogActual } from './log-actual';

@Module({
  imports: [GoalsModule],
  controllers: [ActualsController, ProvisionalBaselineController],
  providers: [ActualsRepository, LogActual, DecideActual, AdoptBaseline],
  exports: [ActualsRepository],
})
export class ActualsModule {}
