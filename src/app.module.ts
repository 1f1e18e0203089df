import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from './access';
import { ActualsModule } from './actuals';
import { CatalogModule } from './catalog';
import { dataSourceOptions } from './data-source';
import { GoalsModule } from './goals';
import { HealthController } from './health.controller';
import { LoadCatalog } from './load-catalog';
import { LocksModule } from './locks';
import { DatabaseModule } from './platform/database';
import { ProgressModule } from './progress';
import { ReportsModule } from './reports';

export interface Composition {
  readonly databaseUrl: string;
  /** Whether this process works the schedule; the commands do not. */
  readonly jobs: boolean;
}

@Module({})
export class AppModule {
  static compose({ databaseUrl, jobs }: Composition): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl), retryAttempts: 0 }),
        ...(jobs ? [ScheduleModule.forRoot()] : []),
        DatabaseModule,
        AccessModule,
        CatalogModule,
        GoalsModule,
        LocksModule,
        ActualsModule,
        ProgressModule,
        ReportsModule,
      ],
      controllers: [HealthController],
      providers: [LoadCatalog],
    };
  }
}
