import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../platform/database';

/** Content that was put into the store, or is about to be, and that no file names yet. */
export interface Arrival {
  readonly digest: string;
  readonly storedAs: string;
  /** Meanwhile a file does name it. */
  readonly named: boolean;
}

/** What the store may hold without the record knowing, so that a crash between the two leaves no litter. */
@Injectable()
export class ArrivalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Before content goes into the store. Waits for whoever is just removing the same content. */
  async announce(digest: string, storedAs: string): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO evidence_arrival (digest, stored_as) VALUES ($1, $2)
       ON CONFLICT (digest) DO UPDATE SET arrived_at = clock_timestamp()`,
      [digest, storedAs],
    );
  }

  /**
   * In the transaction that names the content. False when it was removed as abandoned in the meantime: then
   * the content may be gone.
   */
  async settle(tx: Tx, digest: string): Promise<boolean> {
    const [, taken] = await tx.query<[unknown[], number]>(`DELETE FROM evidence_arrival WHERE digest = $1`, [
      digest,
    ]);
    if (taken > 0) return true;
    const named = await tx.query<unknown[]>(`SELECT 1 FROM evidence_file WHERE digest = $1 LIMIT 1`, [
      digest,
    ]);
    return named.length > 0;
  }

  /** Takes one that has waited for longer than any upload lasts; back when `tx` does not commit. */
  async takeAbandoned(tx: Tx): Promise<Arrival | null> {
    const [rows] = await tx.query<[Arrival[], number]>(
      `DELETE FROM evidence_arrival WHERE digest = (
         SELECT digest FROM evidence_arrival WHERE arrived_at < now() - interval '1 hour'
         ORDER BY arrived_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING digest, stored_as AS "storedAs",
         EXISTS (SELECT 1 FROM evidence_file f WHERE f.digest = evidence_arrival.digest) AS named`,
    );
    return rows[0] ?? null;
  }
}
