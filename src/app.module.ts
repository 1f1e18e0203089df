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
import { type Settings, SettingsModule } from './platform/config';
import { DatabaseModule } from './platform/database';
import { LimitsModule } from './platform/limits';
import { MetricsModule } from './platform/metrics';
import { SecretsModule } from './platform/secrets';
import { ProgressModule } from './progress';
import { Readiness } from './readiness';
import { ReportsModule } from './reports';

export interface Composition extends Settings {
  readonly databaseUrl: string;
  /** Whether this process works the schedule; the commands do not. */
  readonly jobs: boolean;
}

@Module({})
export class AppModule {
  /** `logging`: what carries Nest's own lines, where they do not go to the terminal as text. */
  static compose(composition: Composition, logging: readonly DynamicModule[] = []): DynamicModule {
    const { databaseUrl, jobs } = composition;
    return {
      module: AppModule,
      imports: [
        ...logging,
        SettingsModule.of(composition),
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl), retryAttempts: 0 }),
        ...(jobs ? [ScheduleModule.forRoot()] : []),
        DatabaseModule,
        AccessModule,
        SecretsModule,
        MetricsModule,
        // Behind whatever finds out who asks: signed in, a request is counted by its account.
        LimitsModule,
        CatalogModule,
        GoalsModule,
        ActualsModule,
        ProgressModule,
        ReportsModule,
      ],
      controllers: [HealthController],
      providers: [LoadCatalog, Readiness],
    };
  }
}
