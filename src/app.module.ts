import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActualsModule } from './actuals';
import { CatalogModule } from './catalog';
import { dataSourceOptions } from './data-source';
import { EvidenceModule } from './evidence';
import { GoalsModule } from './goals';
import { HealthController } from './health.controller';
import { LoadCatalog } from './load-catalog';
import type { EvidenceSettings } from './platform/config';
import { DatabaseModule } from './platform/database';
import { ProgressModule } from './progress';
import { ReportsModule } from './reports';

export interface Composition {
  readonly databaseUrl: string;
  /** Whether this process works the schedule; the commands do not. */
  readonly jobs: boolean;
  readonly evidence: EvidenceSettings;
}

@Module({})
export class AppModule {
  static compose({ databaseUrl, jobs, evidence }: Composition): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl), retryAttempts: 0 }),
        ...(jobs ? [ScheduleModule.forRoot()] : []),
        DatabaseModule,
        CatalogModule,
        GoalsModule,
        EvidenceModule.with(evidence),
        ActualsModule,
        ProgressModule,
        ReportsModule,
      ],
      controllers: [HealthController],
      providers: [LoadCatalog],
    };
  }
}
