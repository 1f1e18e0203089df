import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DatabaseState, Outbox } from '../database';
import { Metrics } from './metrics';

/** The pool of connections, and the notices that wait for somebody to act on them. */
@Injectable()
export class DatabaseMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly state: DatabaseState,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge({ name: 'duixian_database_connections_in_use', help: 'Connections at work' }, () => [
      { value: this.state.connections().inUse },
    ]);
    this.metrics.gauge(
      { name: 'duixian_database_connections_waiting', help: 'Requests that wait for a connection' },
      () => [{ value: this.state.connections().waiting }],
    );
    this.metrics.gauge({ name: 'duixian_outbox_notices', help: 'Notices not yet acted on' }, async () => [
      { value: await this.outbox.size() },
    ]);
  }
}
