import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Outbox } from './outbox';

/** The one handle of a transaction: inside it nothing else talks to the database. */
export type Tx = EntityManager;

@Injectable()
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  /** Runs `work` in one transaction; tells the listeners of the outbox once it is committed. */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { tx, result } = await this.dataSource.transaction(async (tx) => ({ tx, result: await work(tx) }));
    this.outbox.committed(tx);
    return result;
  }

  /** Runs `work` on one unchanging view of the database. Writes inside it fail. */
  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      return work(tx);
    });
  }
}
