import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { instantSql, type Tx } from '../platform/database';

export interface SettingRow {
  readonly name: string;
  readonly value: object;
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

const COLUMNS = `name, value, version, ${instantSql('changed_at')} AS "changedAt", changed_by AS "changedBy"`;

@Injectable()
export class SettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  all(): Promise<SettingRow[]> {
    return this.dataSource.query(`SELECT ${COLUMNS} FROM setting`);
  }

  async one(name: string, tx: Tx = this.dataSource.manager): Promise<SettingRow | null> {
    const [found] = await tx.query<SettingRow[]>(`SELECT ${COLUMNS} FROM setting WHERE name = $1`, [name]);
    return found ?? null;
  }

  /** Stores a value over the given version (0: the default); false when somebody was faster. */
  async store(tx: Tx, change: { name: string; value: object; over: number; by: string }): Promise<boolean> {
    const { name, value, over, by } = change;
    const rows = await tx.query<unknown[]>(
      `INSERT INTO setting AS s (name, value, version, changed_by) SELECT $1, $2::jsonb, 1, $4
         WHERE $3 = 0 OR EXISTS (SELECT 1 FROM setting WHERE name = $1)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = s.version + 1,
         changed_at = clock_timestamp(), changed_by = excluded.changed_by
       WHERE s.version = $3
       RETURNING 1`,
      [name, JSON.stringify(value), over, by],
    );
    return rows.length === 1;
  }
}
