import { Module } from '@nestjs/common';
import { ProgressModule } from '../progress';
import { ReportsModule } from '../reports';
import { AskProduction } from './ask-production';
import { DefinitionsController } from './definitions.controller';
import { DefinitionsRepository } from './definitions.repository';
import { KeepDefinitions } from './keep-definitions';
import { ProduceReport } from './produce-report';
import { ProductionSchedule } from './production-schedule';
import { ProductionsController } from './productions.controller';
import { ProductionsRepository } from './productions.repository';
import { ReadProduction } from './read-production';

@Module({
  imports: [ProgressModule, ReportsModule],
  controllers: [DefinitionsController, ProductionsController],
  providers: [
    DefinitionsRepository,
    ProductionsRepository,
    KeepDefinitions,
    AskProduction,
    ReadProduction,
    ProduceReport,
    ProductionSchedule,
  ],
  exports: [ProductionSchedule],
})
export class ProductionsModule {}
