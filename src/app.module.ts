import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule, IdentityModule } from './access';
import { ActualsModule } from './actuals';
import { AuditModule } from './audit';
import { CalendarModule } from './calendar';
import { CatalogModule } from './catalog';
import { dataSourceOptions } from './data-source';
import { EvidenceModule } from './evidence';
import { GoalsModule } from './goals';
import { HealthController } from './health.controller';
import { ImportsModule } from './imports';
import { InterchangeModule } from './interchange';
import { LoadCatalog } from './load-catalog';
import { type EvidenceSettings, type Settings, SettingsModule } from './platform/config';
import { LocksModule } from './locks';
import { DatabaseModule } from './platform/database';
import { LimitsModule } from './platform/limits';
import { MetricsModule } from './platform/metrics';
import { SecretsModule } from './platform/secrets';
import { ProductionsModule } from './productions';
import { ProgressModule } from './progress';
import { PublicationModule } from './publication';
import { Readiness } from './readiness';
import { ReportingModule } from './reporting';
import { ReportsModule } from './reports';

export interface Composition extends Settings {
  readonly databaseUrl: string;
  /** Whether this process works the schedule; the commands do not. */
  readonly jobs: boolean;
  readonly evidence: EvidenceSettings;
}

@Module({})
export class AppModule {
  /** `logging`: what carries Nest's own lines, where they do not go to the terminal as text. */
  static compose(composition: Composition, logging: readonly DynamicModule[] = []): DynamicModule {
    const { databaseUrl, jobs, evidence } = composition;
    return {
      module: AppModule,
      imports: [
        ...logging,
        SettingsModule.of(composition),
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl), retryAttempts: 0 }),
        ...(jobs ? [ScheduleModule.forRoot()] : []),
        DatabaseModule,
        SecretsModule,
        MetricsModule,
        AuditModule,
        // In this order: who asks, how often, whether they may.
        IdentityModule,
        LimitsModule,
        AccessModule,
        CalendarModule,
        CatalogModule,
        GoalsModule,
        EvidenceModule.with(evidence),
        LocksModule,
        ActualsModule,
        ReportingModule,
        ImportsModule,
        ProgressModule,
        ReportsModule,
        ProductionsModule,
        InterchangeModule,
        PublicationModule,
      ],
      controllers: [HealthController],
      providers: [LoadCatalog, Readiness],
    };
  }
}
