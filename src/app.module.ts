import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActualsModule } from './actuals';
import { CalendarModule } from './calendar';
import { CatalogModule } from './catalog';
import { dataSourceOptions } from './data-source';
import { GoalsModule } from './goals';
import { HealthController } from './health.controller';
import { LoadCatalog } from './load-catalog';
import { DatabaseModule } from './platform/database';
import { ProgressModule } from './progress';
import { ReportingModule } from './reporting';
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
        CalendarModule,
        CatalogModule,
        GoalsModule,
        ActualsModule,
        ReportingModule,
        ProgressModule,
        ReportsModule,
      ],
      controllers: [HealthController],
      providers: [LoadCatalog],
    };
  }
}
