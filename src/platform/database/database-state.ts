import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

/** What whoever watches over the application asks about its database. */
@Injectable()
export class DatabaseState {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether every migration this version knows is applied. Throws when the database does not answer. */
  async isMigrated(): Promise<boolean> {
    const known = this.dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
    const [{ applied }] = await this.dataSource.query<[{ applied: number }]>(
      `SELECT count(DISTINCT name)::int AS applied FROM migrations WHERE name = ANY($1)`,
      [known],
    );
    return applied === known.length;
  }

  /** How many connections are at work, and how many requests wait for one. */
  connections(): { readonly inUse: number; readonly waiting: number } {
    const { master } = this.dataSource.driver as unknown as { readonly master: Pool };
    return { inUse: master.totalCount - master.idleCount, waiting: master.waitingCount };
  }
}
