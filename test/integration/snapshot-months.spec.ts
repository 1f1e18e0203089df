import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/data-source';
import { createTestDatabase, type TestDatabase } from '../support/test-server';

/** Months of the history are opened while others read it, write it, and open the same month. */
describe('a month of the history', () => {
  let database: TestDatabase;
  /** A connection each, in the application's role. */
  const processes: DataSource[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    for (let n = 0; n < 12; n++) processes.push(await oneConnection());
  });

  afterAll(async () => {
    for (const one of processes) await one.destroy();
    await database.drop();
  });

  async function oneConnection(): Promise<DataSource> {
    const { options } = createDataSource(database.appUrl);
    return new DataSource({ ...options, poolSize: 1 } as typeof options).initialize();
  }
  const open = (one: Pick<DataSource, 'query'>, day: string): Promise<unknown> =>
    one.query(`SELECT ensure_snapshot_month($1::date)`, [day]);
  const first = (): DataSource => processes[0] as DataSource;
  const second = (): DataSource => processes[1] as DataSource;
  const months = async (): Promise<{ name: string; bounds: string }[]> =>
    first().query(`SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'progress_snapshot'::regclass ORDER BY 1`);

  it.each(['2031-01-15', '2031-02-28', '2031-12-31'])(
    'is opened once for %s, however many processes ask at once',
    async (day) => {
      const name = `progress_snapshot_${day.slice(0, 7).replace('-', '')}`;
      // Each has asked before and remembers that there is no such table.
      for (const one of processes) await one.query(`SELECT to_regclass($1)`, [name]);
      await Promise.all(processes.map((one) => open(one, day)));
      expect((await months()).filter((month) => month.name === name)).toHaveLength(1);
      for (const one of processes) await open(one, day);
    },
  );

  it('is opened once also when a transaction cannot see yet that another has opened it', async () => {
    await first().transaction('REPEATABLE READ', async (tx) => {
      await tx.query(`SELECT count(*) FROM area`);
      await tx.query(`SELECT to_regclass('progress_snapshot_203203')`);
      await open(second(), '2032-03-01');
      await open(tx, '2032-03-01');
    });
    expect((await months()).filter(({ name }) => name === 'progress_snapshot_203203')).toHaveLength(1);
  });

  it('is opened while a run is storing, and shuts out nobody who reads or stores meanwhile', async () => {
    const storing = 'LOCK TABLE progress_snapshot IN ROW EXCLUSIVE MODE';
    await first().transaction(async (run) => {
      await run.query(storing);
      await second().transaction(async (opening) => {
        // Ends at once what would wait for the other: no clock decides this test.
        await opening.query(`SET LOCAL lock_timeout = 1`);
        await open(opening, '2033-05-01');
        await run.query(`SET LOCAL lock_timeout = 1`);
        await run.query(storing);
        expect(await run.query(`SELECT 1 FROM progress_snapshot`)).toEqual([]);
      });
    });
    expect(await months()).toContainEqual({
      name: 'progress_snapshot_203305',
      bounds: `FOR VALUES FROM ('2033-05-01') TO ('2033-06-01')`,
    });
  });

  it('keeps what is in it like any other: key, foreign keys and triggers', async () => {
    await open(first(), '2034-07-01');
    const owner = await createDataSource(database.url).initialize();
    try {
      const parts = await owner.query<{ kind: string; name: string }[]>(`
        SELECT 'constraint' AS kind, contype::text AS name FROM pg_constraint
          WHERE conrelid = 'progress_snapshot_203407'::regclass AND contype IN ('p', 'f')
        UNION ALL SELECT 'trigger', tgname FROM pg_trigger
          WHERE tgrelid = 'progress_snapshot_203407'::regclass AND NOT tgisinternal ORDER BY 1, 2`);
      expect(parts.map(({ name }) => name)).toEqual(['f', 'f', 'p', 'keep_progress_snapshot']);
    } finally {
      await owner.destroy();
    }
  });
});
