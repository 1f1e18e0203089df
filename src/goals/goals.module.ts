import { Module } from '@nestjs/common';
import { ChangeTerms } from './change-terms';
import { GoalsController, ProgrammesController } from './goals.controller';
import { GoalsRepository } from './goals.repository';

@Module({
  controllers: [GoalsController, ProgrammesController],
  providers: [GoalsRepository, ChangeTerms],
  exports: [ChangeTerms],
})
export class GoalsModule {}
