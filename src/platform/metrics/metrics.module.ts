import { Global, Module } from '@nestjs/common';
import { DatabaseMetrics } from './database-metrics';
import { MetricsController } from './metrics.controller';
import { Metrics } from './metrics';

@Global()
@Module({ controllers: [MetricsController], providers: [Metrics, DatabaseMetrics], exports: [Metrics] })
export class MetricsModule {}
