import type { DataSource } from 'typeorm';
import { SealEvents, TakeAnchor, VerifyChain } from '../../src/audit';
import { createDataSource } from '../../src/data-source';
import { Outbox, Transactions } from '../../src/platform/database';
import { createTestDatabase, type TestDatabase } from './test-server';

/** Every table of the trail; their triggers are what a superuser puts out of the way first. */
const TABLES = ['audit_event', 'audit_link', 'audit_head', 'audit_unsealed', 'audit_anchor'];

/** What works on the trail, on a connection of the application's role, as one replica has it. */
export class TrailReplica {
  private constructor(
    private readonly dataSource: DataSource,
    readonly transactions: Transactions,
    readonly seal: SealEvents,
    readonly verify: VerifyChain,
    readonly anchor: TakeAnchor,
  ) {}

  static async start(database: TestDatabase): Promise<TrailReplica> {
    const dataSource = await createDataSource(database.appUrl).initialize();
    const transactions = new Transactions(dataSource, new Outbox(dataSource));
    const seal = new SealEvents(transactions);
    const anchor = new TakeAnchor(transactions, seal);
    return new TrailReplica(dataSource, transactions, seal, new VerifyChain(transactions), anchor);
  }

  stop(): Promise<void> {
    return this.dataSource.destroy();
  }
}

/** Two replicas on a database of their own, and its superuser behind their back. */
export class TestTrail {
  private constructor(
    readonly database: TestDatabase,
    readonly db: DataSource,
    readonly one: TrailReplica,
    readonly other: TrailReplica,
  ) {}

  static async start(): Promise<TestTrail> {
    const database = await createTestDatabase();
    const db = await createDataSource(database.url).initialize();
    return new TestTrail(
      database,
      db,
      await TrailReplica.start(database),
      await TrailReplica.start(database),
    );
  }

  /** Works as the superuser with every trigger out of the way, and puts them back. */
  async tamper(...statements: string[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      for (const table of TABLES) await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      for (const statement of statements) await tx.query(statement);
      for (const table of TABLES) await tx.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
    });
  }

  async stop(): Promise<void> {
    await this.one.stop();
    await this.other.stop();
    await this.db.destroy();
    await this.database.drop();
  }
}
