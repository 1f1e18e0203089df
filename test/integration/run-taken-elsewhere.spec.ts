import type { CivilDate } from '../../src/domain/calendar';
import { Transactions } from '../../src/platform/database';
import { ProgressSchedule, RunProgress } from '../../src/progress';
import { TestApplication } from '../support/application';

/** The row of a run by hand is seen by a running application before whoever wrote it takes it. */
describe('a run that another process takes first', () => {
  const DATE = '2025-08-31' as CivilDate;
  const uncut = new AbortController().signal;
  let test: TestApplication;
  let other: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
    other = await TestApplication.start({ ...test.database, drop: () => Promise.resolve() });
  });

  afterEach(async () => {
    await other.stop();
    await test.stop();
  });

  const begin = (): Promise<number> =>
    test.app.get(Transactions).write((tx) => test.app.get(RunProgress).begin(DATE, tx));
  const toItsEnd = (id: number, cut = uncut, computed = jest.fn()) =>
    test.app.get(RunProgress).toItsEnd(id, DATE, cut, computed);

  it('tells how it ended there', async () => {
    const id = await begin();
    const computed = jest.fn();
    await other.app.get(ProgressSchedule).catchUp('make_up');
    const run = await toItsEnd(id, uncut, computed);
    expect(run).toMatchObject({ id, state: 'succeeded', computed: 39, failed: 0, attempt: 1 });
    expect(computed).not.toHaveBeenCalled();
  });

  it('is waited for while it is being made', async () => {
    const id = await begin();
    const ended: string[] = [];
    let told: Promise<unknown> = Promise.resolve();
    await other.app.get(RunProgress).make(id, DATE, () => {
      if (ended.length > 0) return;
      ended.push('being made');
      told = toItsEnd(id).then(({ state }) => ended.push(state));
    });
    await told;
    expect(ended).toEqual(['being made', 'succeeded']);
    expect(await test.count(`job_run WHERE as_of = '${DATE}'`)).toBe(1);
  });

  it('is made after all when that process dies', async () => {
    const id = await begin();
    const session = test.db.createQueryRunner();
    await session.startTransaction();
    await session.query('SELECT 1 FROM job_run WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const run = toItsEnd(id);
    await expect(Promise.race([run, new Promise((later) => setTimeout(later, 500, 'waits'))])).resolves.toBe(
      'waits',
    );
    await session.rollbackTransaction();
    await session.release();
    expect(await run).toMatchObject({ id, state: 'succeeded', computed: 39 });
  });

  it('is not waited for any longer once the waiting is cut off', async () => {
    const id = await begin();
    const session = test.db.createQueryRunner();
    await session.startTransaction();
    await session.query('SELECT 1 FROM job_run WHERE id = $1 FOR NO KEY UPDATE', [id]);
    await expect(toItsEnd(id, AbortSignal.abort())).rejects.toThrow();
    await session.rollbackTransaction();
    await session.release();
    expect(await test.db.query('SELECT state FROM job_run WHERE id = $1', [id])).toEqual([
      { state: 'running' },
    ]);
  });
});
