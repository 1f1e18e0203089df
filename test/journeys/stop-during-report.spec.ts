import { join } from 'node:path';
import { Client } from 'pg';
import { Program } from '../support/process';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { firstAccount, type Visitor } from '../support/visitor';
import { createEmptyDatabase, type TestDatabase } from '../support/test-server';

/** A report whose rows somebody holds back, and a stop asked for while it is under way. */
describe('a stop asked for during a report', () => {
  let folder: string;
  let database: TestDatabase;
  let holder: Client;
  let program: Program;
  let api: string;
  let reader: Visitor;

  beforeEach(async () => {
    folder = await temporaryFolder('stop');
    database = await createEmptyDatabase();
    program = new Program('main', [], { DATABASE_URL: database.url, DUIXIAN_DATA: join(folder, 'data') });
    api = await program.serving();
    reader = await firstAccount(`${api}/v1`, program.output, 'leader');
    holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE commitment IN ACCESS EXCLUSIVE MODE');
  });

  afterEach(async () => {
    await program.kill('SIGKILL');
    await holder.end();
    await database.drop();
    await removeFolder(folder);
  });

  const refused = async (): Promise<void> => {
    for (;;) {
      const answer = await fetch(`${api}/v1/health/ready`).catch(() => null);
      if (answer === null) return;
      await answer.text();
      await new Promise((later) => setTimeout(later, 20));
    }
  };

  it('lets it come to its end, lets nobody else in, and ends with 0', async () => {
    const report = await fetch(`${api}/v1/reports/progress.csv?header=machine`, {
      headers: reader.credentials,
    });
    expect(report.status).toBe(200);
    const ended = program.kill('SIGTERM');
    await refused();
    await holder.query('COMMIT');
    expect((await report.text()).trimEnd().split('\n').length).toBeGreaterThan(35);
    expect((await ended).code).toBe(0);
  });

  it('cuts it where it does not come to its end, and ends with 0 all the same', async () => {
    const report = await fetch(`${api}/v1/reports/progress.csv?header=machine`, {
      headers: reader.credentials,
    });
    expect(report.status).toBe(200);
    const ended = program.kill('SIGTERM');
    await expect(report.text()).rejects.toThrow();
    expect((await ended).code).toBe(0);
  });
});
