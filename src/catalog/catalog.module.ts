import { Module } from '@nestjs/common';
import {
  AreasController,
  DepartmentsController,
  IndicatorsController,
  SourcesController,
} from './catalog.controller';
import { CatalogRepository } from './catalog.repository';

@Module({
  controllers: [AreasController, DepartmentsController, SourcesController, IndicatorsController],
  providers: [CatalogRepository],
})
export class CatalogModule {}
