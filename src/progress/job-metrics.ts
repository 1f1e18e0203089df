import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../platform/metrics';
import { JobRunsRepository } from './job-runs.repository';

/** Lets whoever watches see a job that no longer succeeds. */
@Injectable()
export class JobMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly runs: JobRunsRepository,
  ) {}

  onModuleInit(): void {
    const name = 'duixian_job_last_success_timestamp_seconds';
    this.metrics.gauge({ name, help: 'When a job last succeeded', labelNames: ['job'] }, async () =>
      (await this.runs.lastSuccesses()).map(({ job, at }) => ({
        labels: { job },
        value: at.getTime() / 1000,
      })),
    );
  }
}
